package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * One adapter, two doors: what was gone, and what is gone back to, is the door and not the adapter.
 */
@Clause("N8")
class DoorsTest extends Thawing {

  private static final String FRONT = "police";
  private static final String DOOR = "police-network-identity";
  private static final String REGISTER = "/nciic/services/NciicServices";

  private static final AtomicReference<InstantSource> TIME =
      new AtomicReference<>(InstantSource.system());
  private static final UpstreamSimulator SIMULATOR = simulator();

  private static UpstreamSimulator simulator() {
    try {
      return UpstreamSimulator.start(
          SimulatorSettings.inMemory(() -> TIME.get().instant(), new SecureRandom()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void upstream(DynamicPropertyRegistry registry) {
    SIMULATOR.policeProperties().forEach((name, value) -> registry.add(name, () -> value));
    registry.add("idp.adapters.police.reaches", () -> "urn:tongxing:acr:p4:a1");
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  @BeforeEach
  void oneClock() {
    TIME.set(clock);
  }

  private static SyntheticPerson citizen(String id) {
    return SIMULATOR.population().find(id).orElseThrow();
  }

  private SignInId beginAt(String level) throws Exception {
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:" + level).orElseThrow());
    browser.show(id);
    return id;
  }

  /** What the code says, from the page as a phone shows it. */
  private String bizSeq(SignInId id) throws Exception {
    var page =
        browser.perform(
            MockMvcRequestBuilders.get("/sign-in/" + id).header("Sec-CH-UA-Mobile", "?1"));
    return ((Page.QrCode) page.getModelAndView().getModel().get("page"))
        .link()
        .orElseThrow()
        .replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
  }

  private Page agreed(SignInId id, String person) throws Exception {
    assertThat(SIMULATOR.networkIdentity().app().agree(bizSeq(id), citizen(person), "")).isTrue();
    return polled(id);
  }

  private Page refused(SignInId id) throws Exception {
    SIMULATOR.networkIdentity().app().refuse(bizSeq(id));
    return polled(id);
  }

  private Page polled(SignInId id) throws Exception {
    clock.pass(Duration.ofSeconds(3));
    return browser.show(id);
  }

  private Page provesPhone(SignInId id, String phone) throws Exception {
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    return browser.show(id);
  }

  private Page at(SignInId id, String step) throws Exception {
    return (Page)
        browser.get("/sign-in/" + id + "/" + step).getModelAndView().getModel().get("page");
  }

  private static Map<String, String> names(SyntheticPerson person) {
    return Map.of("name", person.name(), "id_number", person.number());
  }

  private static List<String> ids(List<Page.Way> ways) {
    return ways.stream().map(Page.Way::id).toList();
  }

  @Test
  void whoCameByOneDoorAndLacksMoreIsOfferedTheOther() throws Exception {
    SignInId id = beginAt("p2:a1");
    browser.go(id, "method:" + DOOR, Map.of());
    assertThat(browser.go(id, "without_names", Map.of())).isInstanceOf(Page.QrCode.class);
    assertThat(agreed(id, "ouyang")).isInstanceOf(Page.PhoneForm.class);

    Page.MoreNeeded more = (Page.MoreNeeded) provesPhone(id, "13700138101");

    assertThat(ids(more.proofs())).contains(FRONT).doesNotContain(DOOR);
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void whoThawsByOneDoorIsOfferedTheOther() throws Exception {
    SignInId opened = begin();
    browser.go(opened, "method:" + DOOR, Map.of());
    agreed(opened, "wangxiaoming");
    provesPhone(opened, "13700138102");
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    pauseIsOver();
    SignInId id = thaw();
    assertThat(ids(((Page.Thaw) browser.show(id)).proofs())).contains(FRONT, DOOR);

    if (browser.go(id, "method:" + DOOR, Map.of()) instanceof Page.AdapterForm) {
      browser.go(id, "without_names", Map.of());
    }
    agreed(id, "wangxiaoming");
    Page.Thaw more = (Page.Thaw) provesPhone(id, "13700138103");

    assertThat(more.begun()).isNotEmpty();
    assertThat(ids(more.proofs())).contains(FRONT).doesNotContain(DOOR);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void backFromARefusedWayIsItsOwnFormAndWhatIsPressedThereGoesOnByIt() throws Exception {
    SyntheticPerson citizen = citizen("zhangsan");
    SignInId id = beginAt("p2:a1");
    Page.AdapterForm own = (Page.AdapterForm) browser.go(id, "method:" + DOOR, Map.of());
    assertThat(browser.go(id, "submit", names(citizen))).isInstanceOf(Page.QrCode.class);
    assertThat(refused(id)).isInstanceOf(Page.ProofRefused.class);
    assertThat(browser.frame().before()).isEqualTo("/sign-in/" + id + "/adapter-form");
    long asked = SIMULATOR.requests().calls(REGISTER);

    Page.AdapterForm back = (Page.AdapterForm) at(id, "adapter-form");

    assertThat(back.way().id()).isEqualTo(DOOR);
    assertThat(back.form().title()).isEqualTo(own.form().title());
    assertThat(back.form().values()).containsAllEntriesOf(names(citizen));
    assertThat(browser.go(id, "submit", names(citizen))).isInstanceOf(Page.QrCode.class);
    assertThat(agreed(id, "zhangsan"))
        .isInstanceOfSatisfying(
            Page.PhoneForm.class,
            page -> {
              assertThat(page.way()).as("changed where it was typed").isEqualTo(DOOR);
              assertThat(page.review()).contains(citizen.name(), citizen.number());
            });
    provesPhone(id, "13700138104");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(SIMULATOR.requests().calls(REGISTER)).as("nobody's register").isEqualTo(asked);
  }

  /** Who looks comes forward to the same code; who sends the form off gets another one. */
  @Test
  void backFromACodeIsItsOwnFormAndWhatIsPressedThereDiscardsTheCode() throws Exception {
    SyntheticPerson citizen = citizen("lisi");
    SignInId id = beginAt("p2:a1");
    browser.go(id, "method:" + DOOR, Map.of());
    browser.go(id, "submit", names(citizen));
    String first = bizSeq(id);
    assertThat(browser.frame().before()).isEqualTo("/sign-in/" + id + "/adapter-form");

    Page.AdapterForm form = (Page.AdapterForm) at(id, "adapter-form");
    assertThat(form.form().values()).containsAllEntriesOf(names(citizen));
    assertThat(at(id, "qr-code")).isInstanceOf(Page.QrCode.class);
    assertThat(bizSeq(id)).as("looking lost nothing").isEqualTo(first);

    at(id, "adapter-form");
    assertThat(browser.go(id, "submit", names(citizen))).isInstanceOf(Page.QrCode.class);
    assertThat(bizSeq(id)).isNotEqualTo(first);
    assertThat(SIMULATOR.networkIdentity().app().agree(first, citizen, "")).isTrue();
    assertThat(polled(id)).as("nobody waits for the first").isInstanceOf(Page.QrCode.class);
  }

  @Test
  void aFreshCodeForgetsNoFormThatItCameFrom() throws Exception {
    SignInId id = beginAt("p2:a1");
    browser.go(id, "method:" + DOOR, Map.of());
    browser.go(id, "submit", names(citizen("lisi")));
    assertThat(browser.go(id, "restart", Map.of())).isInstanceOf(Page.QrCode.class);
    refused(id);

    assertThat(((Page.AdapterForm) at(id, "adapter-form")).way().id()).isEqualTo(DOOR);
  }

  /** The name on the page of the phone would be of something that nobody is asked about. */
  @Test
  void whatWasTypedBehindAnotherDoorIsNoStepOfThisOne() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:" + FRONT, Map.of());
    assertThat(browser.go(id, "submit", names(citizen("lisi"))))
        .isInstanceOfSatisfying(
            Page.PhoneForm.class, page -> assertThat(page.review()).isNotEmpty());
    browser.go(id, "other-ways", Map.of());

    assertThat(browser.go(id, "method:" + DOOR, Map.of())).isInstanceOf(Page.QrCode.class);
    refused(id);
    assertThat(browser.frame().before()).isEqualTo("/sign-in/" + id + "/choose-method");
    assertThat(browser.get("/sign-in/" + id + "/adapter-form").getResponse().getHeader("Location"))
        .isEqualTo("/sign-in/" + id + "/proof-refused");

    assertThat(browser.go(id, "method:" + DOOR, Map.of())).isInstanceOf(Page.QrCode.class);
    assertThat(agreed(id, "lisi"))
        .isInstanceOfSatisfying(Page.PhoneForm.class, page -> assertThat(page.review()).isEmpty());
  }

  /** The button on the form of the front door leads through the other one. */
  @Test
  void theFormWhoseButtonLedElsewhereIsNotGoneBackTo() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:" + FRONT, Map.of());
    assertThat(browser.go(id, "network_identity", Map.of())).isInstanceOf(Page.QrCode.class);
    Page.ProofRefused end = (Page.ProofRefused) refused(id);

    assertThat(end.way().id()).isEqualTo(DOOR);
    assertThat(browser.frame().before()).isEqualTo("/sign-in/" + id + "/choose-method");
  }
}
