package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.notice.sms.CodeMessage;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.population.PersonStatus;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The police adapter in its host, against the simulated register. */
class PoliceSignInTest extends SignInTest {

  private static final UpstreamSimulator SIMULATOR = simulator();

  @Autowired private Profiles profiles;

  private static UpstreamSimulator simulator() {
    try {
      return UpstreamSimulator.start(
          SimulatorSettings.inMemory(InstantSource.system(), new SecureRandom()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void upstream(DynamicPropertyRegistry registry) {
    SIMULATOR.policeProperties().forEach((name, value) -> registry.add(name, () -> value));
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  @BeforeEach
  void noFaults() {
    SIMULATOR.faults().clearAll();
  }

  private static SyntheticPerson citizen(int place) {
    return SIMULATOR.population().everybody().stream()
        .filter(person -> person.status() == PersonStatus.NORMAL)
        .skip(place)
        .findFirst()
        .orElseThrow();
  }

  private Page verify(SignInId id, String name, String number, String phone) throws Exception {
    Page.AdapterForm form = (Page.AdapterForm) browser.go(id, "method:police", Map.of());
    List<String> fields = form.form().fields().stream().map(field -> field.name()).toList();
    browser.go(id, "submit", Map.of(fields.get(0), name, fields.get(1), number));
    browser.go(id, "submit", Map.of("phone", phone));
    List<CodeMessage> sent = outbox.to(phone);
    return browser.go(id, "submit", Map.of("code", sent.getLast().code()));
  }

  @Test
  void aCitizenWhomTheRegisterKnowsHasAnAccount() throws Exception {
    SyntheticPerson citizen = citizen(0);
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:p2:a1").orElseThrow());
    browser.show(id);

    Page page = verify(id, citizen.name(), citizen.number(), "13600136000");

    assertThat(page).isInstanceOf(Page.OfferCredential.class);
    assertThat(sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().method())
        .isEqualTo("police");
    assertThat(trail(id)).contains("person.registered", "evidence.added", "signin.completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2022", "\u2027", " \uff65 "})
  void theNameIsKeptAsTheRegisterHasItWhateverWasTyped(String dot) throws Exception {
    SyntheticPerson citizen = SIMULATOR.population().find("ayiguli").orElseThrow();
    SignInId id = begin();

    verify(id, citizen.name().replace("·", dot), citizen.number(), "13600136011");

    assertThat(isSignedIn(browser, id)).isTrue();
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    PersonName kept = profiles.find(person).orElseThrow().name().orElseThrow();
    assertThat(kept.reveal()).isEqualTo("阿依古丽·买买提");
    assertThat(trail(id)).doesNotContain("claim.contradicted");
  }

  @Test
  @Clause("L6")
  void anotherNameIsRefusedAndNobodyIsSignedIn() throws Exception {
    SignInId id = begin();
    Page page = verify(id, "欧阳不符", citizen(1).number(), "13600136001");
    assertThat(((Page.ProofRefused) page).problem().key()).isEqualTo("realname.mismatch");
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void afterAMismatchTheProvenPhoneIsKeptForTheNextTry() throws Exception {
    SyntheticPerson citizen = citizen(3);
    SignInId id = begin();
    verify(id, "欧阳不符", citizen.number(), "13600136031");
    int sent = outbox.to("13600136031").size();

    Page.AdapterForm again = (Page.AdapterForm) browser.go(id, "method:police", Map.of());
    assertThat(again.form().values()).containsEntry("name", "欧阳不符");
    Page page =
        browser.go(id, "submit", Map.of("name", citizen.name(), "id_number", citizen.number()));

    assertThat(page).isInstanceOf(Page.OfferCredential.class);
    assertThat(outbox.to("13600136031")).as("no second message").hasSize(sent);
  }

  @Test
  @Clause("F15")
  void aRegisterThatIsDownOrLiesIsUnavailableAndCountsAgainstNobody() throws Exception {
    SyntheticPerson citizen = citizen(2);
    int phone = 2;
    for (Fault fault : List.of(Fault.DOWN, Fault.GARBAGE, Fault.XXE)) {
      SIMULATOR.faults().set(Upstream.NCIIC, fault, Faults.WITHOUT_END);
      SignInId id = begin();
      Page page = verify(id, citizen.name(), citizen.number(), "1360013600" + phone++);
      assertThat(page).isInstanceOf(Page.WayUnavailable.class);
      assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
          .as("the other upstream of the same adapter goes on")
          .contains("value=\"method:police-network-identity\"", "国家网络身份认证");
      assertThat(trail(id)).contains("upstream.unavailable").doesNotContain("signin.refused");
    }
    SIMULATOR.faults().clearAll();
    SignInId id = begin();
    assertThat(verify(id, citizen.name(), citizen.number(), "1360013600" + phone))
        .isInstanceOf(Page.OfferCredential.class);
  }
}
