package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks the pages for every level asked and whatever the citizen has: the walk ends at the
 * department with that level, or at a page that says what is missing and that the counter can help.
 */
@Clause("R10")
class LevelWalkTest extends LevelWalk {

  private static List<Acr> levels() {
    return Arrays.stream(IdentityAssurance.values())
        .flatMap(identity ->
            Arrays.stream(AuthenticationAssurance.values()).map(each -> new Acr(identity, each)))
        .toList();
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> walks() {
    return levels().stream()
        .flatMap(level ->
            Arrays.stream(Citizen.values())
                .map(each -> org.junit.jupiter.params.provider.Arguments.of(level, each)));
  }

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
    become(citizen);
    SignInId first = begin(Acr.LEAST, Optional.empty());
    assertThat(walk(first)).isEmpty();
    assertThat(session().authentications().methods()).containsExactly("sms");
    clock.pass(Duration.ofMinutes(10));
    later();
    tried.clear();
    path.clear();

    assertEnds(wanted, citizen, held());
  }

  private void assertEnds(Acr wanted, Citizen citizen, Optional<Held> held) throws Exception {
    SignInId id = begin(wanted, held);

    Optional<Page> last = walk(id);

    if (last.isEmpty()) {
      assertThat(isSignedIn(browser, id)).as("%s", path).isTrue();
      assertThat(reached().satisfies(wanted)).as("%s", path).isTrue();
      assertThat(trail(id)).contains("signin.completed");
    } else {
      assertThat(last.get()).as("%s", path).isInstanceOf(Page.MoreNeeded.class);
      assertThat(isSignedIn(browser, id)).isFalse();
      assertThat(trail(id)).doesNotContain("signin.completed");
    }
    IdentityAssurance most =
        Set.of(Citizen.PHONE_OF_P4, Citizen.PASSKEY_OF_P4, Citizen.PASSWORD_OF_P4).contains(citizen)
            ? IdentityAssurance.P4
            : IdentityAssurance.P2;
    boolean noFactor =
        citizen == Citizen.PHONE_OF_P4 && wanted.authentication() != AuthenticationAssurance.A1;
    assertThat(last.isEmpty())
        .as("%s", path)
        .isEqualTo(most.atLeast(wanted.identity()) && !noFactor);
  }
}
