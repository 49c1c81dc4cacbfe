package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks the pages for every level asked and whatever the citizen has: the walk ends at the
 * department with that level, or at a page that says what is missing, names what could lead there,
 * and where the counter is. One class for each set of ways that a city has configured.
 */
abstract class LevelWalks extends LevelWalk {

  /** Where the windows are is told by the city's hotline. */
  private static final String HOTLINE = "市民热线 12345";

  static Stream<Arguments> walks() {
    return Arrays.stream(IdentityAssurance.values())
        .flatMap(identity ->
            Arrays.stream(AuthenticationAssurance.values()).map(each -> new Acr(identity, each)))
        .flatMap(level -> Arrays.stream(Citizen.values()).map(each -> Arguments.of(level, each)));
  }

  /** Some hundred people, whose codes would use up what others have who share the stores. */
  @BeforeEach
  @AfterEach
  void limitsAreOver() {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
  }

  /** The most that each reaches with these ways; nothing for whoever gets in by none. */
  abstract Map<Citizen, String> reach();

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("walks")
  void everyWalkEndsAtTheDepartmentOrAtAPageThatSaysWhatIsMissing(Acr wanted, Citizen citizen)
      throws Exception {
    become(citizen);

    assertEnds(wanted, citizen, Optional.empty());
  }

  /** Whoever comes with a session is offered what it lacks, as whoever comes without one is. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("walks")
  void everyWalkBesideASessionEndsThereToo(Acr wanted, Citizen citizen) throws Exception {
    assumeThat(citizen).isNotEqualTo(Citizen.NEWCOMER);
    assumeThat(reach()).containsKey(citizen);
    become(citizen);
    SignInId first = begin(Acr.LEAST, Optional.empty());
    assertThat(walk(first)).as("%s", path).isEmpty();
    assertThat(session().authentications().methods()).hasSize(1);
    clock.pass(Duration.ofMinutes(10));
    later();
    tried.clear();
    path.clear();

    assertEnds(wanted, citizen, held());
  }

  private void assertEnds(Acr wanted, Citizen citizen, Optional<Held> held) throws Exception {
    SignInId id = begin(wanted, held);

    Optional<Page> last = walk(id);

    Optional<Acr> most = Optional.ofNullable(reach().get(citizen)).map(LevelWalk::level);
    assertThat(last.isEmpty())
        .as("%s", path)
        .isEqualTo(most.filter(each -> each.satisfies(wanted)).isPresent());
    if (last.isEmpty()) {
      assertThat(isSignedIn(browser, id)).as("%s", path).isTrue();
      assertThat(reached().satisfies(wanted)).as("%s", path).isTrue();
      assertThat(trail(id)).contains("signin.completed");
    } else {
      assertSays(last.get(), html(id));
      if (!(last.get() instanceof Page.OfferCredential)) { // which whoever is signed in is shown
        assertThat(isSignedIn(browser, id)).isFalse();
        assertThat(trail(id)).doesNotContain("signin.completed");
      }
    }
  }

  private String html(SignInId id) throws Exception {
    return browser.get("/sign-in/" + id).getResponse().getContentAsString();
  }

  /** In words, whatever the kind of page: the way on, and the counter. */
  private void assertSays(Page page, String html) {
    assertThat(html).as("%s", path).contains("服务窗口", HOTLINE);
    switch (page) {
      case Page.MoreNeeded it -> assertSaysWhatIsMissing(it, html);
      case Page.ChooseMethod it -> {
        assertThat(html).as("%s", path).contains("id=\"newcomers\"");
        assertNamed(it.returning(), html);
      }
      case Page.OfferCredential it -> {
        assertThat(it.needs()).as("%s", path).isPresent();
        assertThat(html).contains("需要通行密钥", "id=\"skip\"");
      }
      default -> throw new AssertionError("no page to end at: " + path);
    }
  }

  private void assertSaysWhatIsMissing(Page.MoreNeeded page, String html) {
    assertThat(html)
        .as("what is needed, %s", path)
        .containsPattern("<ul class=\"needs\"[^>]*>\\s*<li[^>]*>[^<]*\\S");
    assertNamed(page.own(), html);
    assertNamed(page.proofs(), html);
    boolean steps = page.isWithSteps();
    assertThat(html).as("%s", path).contains(steps ? "<h1>还差一步" : "<h1>网上还不能办理");
    assertThat(html.contains("id=\"nothing\"")).as("%s", path).isEqualTo(!steps);
    assertThat(steps)
        .as("no way stands on the page that nobody can go: %s of %s", page, path)
        .isEqualTo(!page.own().isEmpty() || !page.proofs().isEmpty());
  }

  private static void assertNamed(List<Page.Way> ways, String html) {
    assertThat(ways)
        .allSatisfy(way ->
            assertThat(html)
                .contains(
                    "value=\"method:" + way.id() + "\"",
                    way.label().in(Locale.SIMPLIFIED_CHINESE)));
  }
}
