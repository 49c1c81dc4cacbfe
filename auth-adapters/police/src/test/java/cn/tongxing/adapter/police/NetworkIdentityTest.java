package cn.tongxing.adapter.police;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable.Cause;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.TestAdapterServices;
import cn.tongxing.adapter.testkit.TestClock;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkIdentityTest {

  private final TestClock clock = TestClock.ticking();
  private UpstreamSimulator simulator;
  private TestAdapterServices services;
  private PoliceAdapter adapter;

  @BeforeEach
  void start() throws IOException {
    simulator = PoliceFixtures.simulator(clock);
    services = new TestAdapterServices(Set.of(simulator.baseUri().getAuthority()), clock);
    configure(PoliceConfig.Mode.R01);
  }

  private void configure(PoliceConfig.Mode mode) {
    adapter =
        new PoliceAdapter(
            new PoliceConfig(
                PoliceFixtures.nciic(simulator),
                Optional.of(PoliceFixtures.networkIdentity(simulator, mode))),
            services);
  }

  @AfterEach
  void stop() {
    services.close();
    simulator.close();
  }

  /** Somebody whose page shows a code. */
  private final class Waiting {
    final Person person = new Person(adapter, services);
    final Outcome.ShowCode code;

    Waiting() {
      person.does(new Step.Started(), Outcome.ShowForm.class);
      Step button = new Step.FormSubmitted("network_identity", FormValues.NONE);
      code = person.does(button, Outcome.ShowCode.class);
    }

    String bizSeq() {
      return code.content().replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
    }

    Waiting agrees(String id) {
      assertThat(simulator.networkIdentity().app().agree(bizSeq(), citizen(id), "")).isTrue();
      return this;
    }

    Outcome polls() {
      return person.does(new Step.Polled());
    }
  }

  private SyntheticPerson citizen(String id) {
    return simulator.population().find(id).orElseThrow();
  }

  private String get(URI page) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(page).build();
      return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private String post(URI page, String form) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(page)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void whoAgreesOnTheAppsPageIsProvenByAPseudonymAndAsksForAPhoneAfterwards() throws Exception {
    Waiting waiting = new Waiting();
    assertThat(waiting.polls()).isInstanceOf(Outcome.KeepWaiting.class);

    URI page = URI.create(waiting.code.content());
    assertThat(
            post(
                page.resolve("/cyber/app"),
                "bizSeq=" + waiting.bizSeq() + "&person=zhangsan&decision=agree"))
        .contains("已同意");

    assertThat(waiting.polls()).isInstanceOf(Outcome.VerifyPhone.class);
    Outcome.Proven proven = waiting.person.does(PoliceFixtures.phone(), Outcome.Proven.class);
    assertThat(proven.subjects())
        .contains(
            new ExternalSubject(
                "network-identity:TX350200",
                simulator.networkIdentity().pseudonym(citizen("zhangsan"))));
    assertThat(proven.factors()).containsExactly(Factor.NETWORK_CREDENTIAL);
    assertThat(proven.facts().name()).isEmpty();
    assertThat(proven.facts().documents()).isEmpty();
    assertThat(proven.facts().phone()).as("what the service does not say").isEmpty();
    EvidenceItem evidence = proven.evidence().getFirst();
    assertThat(evidence.method()).isEqualTo(EvidenceItem.Method.NETWORK_CREDENTIAL);
    assertThat(evidence.source()).isEqualTo("network-identity");
    assertThat(evidence.reference()).isEqualTo(waiting.bizSeq());
    assertThat(evidence.assertedLevel()).contains("R01");
  }

  @Test
  @Tag("Q2")
  void theCodeLeadsToTheAppWithANumberOfItsOwnAndEndsAfterTwoMinutes() {
    Waiting first = new Waiting();
    Waiting second = new Waiting();

    assertThat(first.bizSeq()).hasSize(32).isNotEqualTo(second.bizSeq());
    assertThat(first.code.content())
        .startsWith(simulator.baseUri() + "/cyber/app?bizSeq=")
        .endsWith("&orgID=TX350200&appID=0002&type=0");
    first.agrees("zhangsan");
    clock.advance(Duration.ofMinutes(2));
    assertThat(first.polls()).isEqualTo(new Outcome.Refused(Reason.EXPIRED));
  }

  @Test
  @Tag("Q2")
  void whoScannedInTimeHasThreeMoreMinutesToDecide() throws Exception {
    Waiting waiting = new Waiting();
    assertThat(waiting.polls()).isInstanceOf(Outcome.KeepWaiting.class);
    assertThat(get(URI.create(waiting.code.content()))).contains("核对码");

    assertThat(waiting.polls())
        .isInstanceOfSatisfying(
            Outcome.CodeScanned.class,
            scanned ->
                assertThat(scanned.expires())
                    .isEqualTo(waiting.code.expires().plus(Duration.ofMinutes(3))));
    clock.advance(Duration.ofMinutes(3));
    assertThat(waiting.polls()).as("said once").isInstanceOf(Outcome.KeepWaiting.class);
    waiting.agrees("zhangsan");
    assertThat(waiting.polls()).isInstanceOf(Outcome.VerifyPhone.class);
  }

  @Test
  @Tag("Q1")
  void theAppAndThePageShowOneCheckNumber() throws Exception {
    Waiting waiting = new Waiting();
    String number = waiting.code.checkNumber().orElseThrow();

    assertThat(number).matches("\\d{4}");
    assertThat(get(URI.create(waiting.code.content()))).contains(">" + number + "<");
  }

  @Test
  @Tag("Q2")
  void aFreshCodeMakesTheOneBeforeWorthless() {
    Waiting waiting = new Waiting();
    Outcome.ShowCode fresh = waiting.person.does(new Step.CodeDiscarded(), Outcome.ShowCode.class);

    assertThat(fresh.content()).isNotEqualTo(waiting.code.content());
    waiting.agrees("zhangsan");
    assertThat(waiting.polls()).isInstanceOf(Outcome.KeepWaiting.class);
  }

  @Test
  @Tag("Q2")
  void theFirstPhoneThatOpensACodeIsTheOnlyOne() throws Exception {
    Waiting waiting = new Waiting();
    URI page = URI.create(waiting.code.content());
    assertThat(get(page)).contains("同意");

    assertThat(get(page)).contains("另一部手机").doesNotContain("同意");
    assertThat(
            post(
                page.resolve("/cyber/app"),
                "bizSeq=" + waiting.bizSeq() + "&person=zhangsan&decision=agree"))
        .contains("另一部手机");
    assertThat(simulator.networkIdentity().agreed(waiting.bizSeq())).isEmpty();
  }

  @Test
  @Tag("Q2")
  void theAppTakesNoDecisionAfterFiveMinutes() throws Exception {
    Waiting waiting = new Waiting();
    waiting.polls();
    clock.advance(Duration.ofMinutes(6));

    assertThat(get(URI.create(waiting.code.content()))).contains("已过期");
    assertThat(simulator.networkIdentity().agreed(waiting.bizSeq())).isEmpty();
  }

  @Test
  void oneLostAnswerDoesNotEndTheWaiting() {
    Waiting waiting = new Waiting();
    simulator.faults().set(Upstream.CYBER_RESULT, Fault.RESET, 2);

    assertThat(lost(waiting.polls())).as("said to the host").isTrue();
    assertThat(lost(waiting.polls())).isTrue();
    assertThat(lost(waiting.polls())).as("no news").isFalse();
    waiting.agrees("zhangsan");
    assertThat(waiting.polls()).isInstanceOf(Outcome.VerifyPhone.class);
  }

  private static boolean lost(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.KeepWaiting.class);
    return ((Outcome.KeepWaiting) outcome).lost().isPresent();
  }

  @Test
  void refusingInTheAppIsTurningBack() {
    Waiting waiting = new Waiting();
    simulator.networkIdentity().app().refuse(waiting.bizSeq());

    assertThat(waiting.polls()).isEqualTo(new Outcome.Refused(Reason.CANCELLED));
  }

  @ParameterizedTest
  @CsvSource({
    "C0412004, reports C0412004",
    "C0412008, reports C0412008",
    "C0400001, reports C0400001",
    "C0405001, reports C0405001 (data could not be processed)",
    "C0401001, refuses our configuration: C0401001 (form of a parameter)",
    "C0401003, refuses our configuration: C0401003 (a parameter)",
    "C0401004, refuses our configuration: C0401004 (a parameter)",
    "C0401009, refuses our configuration: C0401009 (org-code)",
    "C0401010, refuses our configuration: C0401010 (app-id)",
    "C0402001, refuses our configuration: C0402001 (a parameter)",
    "S0400001, reports S0400001",
    "TX-1001, reports TX-1001",
    "'<script>', reports no known code"
  })
  @Tag("L5")
  void aCodeThatIsNotThePersonsDoingIsNeverCountedAgainstThem(String code, String diagnosis) {
    Waiting waiting = new Waiting();
    simulator.networkIdentity().app().end(waiting.bizSeq(), code);
    Outcome outcome = waiting.polls();
    while (outcome instanceof Outcome.KeepWaiting) {
      outcome = waiting.polls();
    }

    Cause cause = diagnosis.startsWith("refuses") ? Cause.CONFIGURATION : Cause.UPSTREAM;
    assertThat(outcome).isEqualTo(new Outcome.Unavailable("network identity " + diagnosis, cause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0412001", "C0412002"})
  void aPhoneWithoutTheAppIsNobodysOutage(String code) {
    Waiting waiting = new Waiting();
    simulator.networkIdentity().app().end(waiting.bizSeq(), code);

    assertThat(waiting.polls()).isEqualTo(new Outcome.Refused(Reason.APP_FAILED));
  }

  @Test
  void theCodeOfSomebodyWhoTurnsBackIsTheRealOne() {
    Waiting waiting = new Waiting();
    simulator.networkIdentity().app().end(waiting.bizSeq(), "C0412003");

    assertThat(waiting.polls()).isEqualTo(new Outcome.Refused(Reason.CANCELLED));
  }

  @Test
  void withoutTheServicesListOfVerdictsARefusedCredentialIsNobodysFault() {
    PoliceConfig.NetworkIdentity known =
        PoliceFixtures.networkIdentity(simulator, PoliceConfig.Mode.R01);
    adapter =
        new PoliceAdapter(
            new PoliceConfig(
                PoliceFixtures.nciic(simulator),
                Optional.of(
                    new PoliceConfig.NetworkIdentity(
                        known.orgCode(),
                        known.appId(),
                        known.appName(),
                        known.appUri(),
                        known.resultEndpoint(),
                        known.authEndpoint(),
                        known.mode(),
                        known.privateKey(),
                        known.upstreamPublicKey(),
                        known.skipPhone(),
                        Optional.empty()))),
            services);

    assertThat(new Waiting().agrees("zhengguoan").polls())
        .isEqualTo(new Outcome.Unavailable("network identity reports TX-1005"));
  }

  @Test
  @Tag("L5")
  void aCredentialServesOnce() {
    Waiting waiting = new Waiting().agrees("zhangsan");
    var before = new Person(adapter, services);
    Outcome.VerifyPhone once = (Outcome.VerifyPhone) waiting.polls();
    before.holds(
        new PoliceState.AppAsked(waiting.bizSeq(), waiting.code.expires(), 0, false).sealable());

    assertThat(before.does(new Step.Polled())).isEqualTo(new Outcome.Refused(Reason.NOT_AUTHENTIC));
    assertThat(once.phone()).isEmpty();
  }

  private void offers(boolean names, boolean back) {
    offers(
        names, back, PoliceFixtures.networkIdentity(simulator, PoliceConfig.Mode.R01).verdicts());
  }

  private void offers(boolean names, boolean back, Optional<PoliceConfig.Verdicts> verdicts) {
    PoliceConfig.NetworkIdentity known =
        PoliceFixtures.networkIdentity(simulator, PoliceConfig.Mode.R01);
    adapter =
        new PoliceAdapter(
            new PoliceConfig(
                PoliceFixtures.nciic(simulator),
                Optional.of(
                    new PoliceConfig.NetworkIdentity(
                        known.orgCode(),
                        known.appId(),
                        known.appName(),
                        known.appUri(),
                        known.resultEndpoint(),
                        known.authEndpoint(),
                        known.mode(),
                        known.privateKey(),
                        known.upstreamPublicKey(),
                        known.skipPhone(),
                        Optional.of(names),
                        Optional.of(back),
                        verdicts))),
            services);
  }

  private Person named(SyntheticPerson who) {
    return named(who.name(), who.number(), "zhangsan");
  }

  private Person named(String name, String number, String agreeing) {
    Person person = new Person(adapter, services).needing(IdentityNeed.LEVEL);
    person.does(new Step.Started(), Outcome.ShowForm.class);
    person.does(
        new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowForm.class);
    Outcome.ShowCode code = person.does(PoliceFixtures.typed(name, number), Outcome.ShowCode.class);
    String bizSeq = code.content().replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
    assertThat(simulator.networkIdentity().app().agree(bizSeq, citizen(agreeing), "")).isTrue();
    return person;
  }

  @Test
  @Tag("Q1")
  void nameAndNumberTypedHereAndConfirmedThereAreAComparisonBesideThePseudonym() {
    offers(true, false);
    Person person = named(citizen("zhangsan"));
    assertThat(person.does(new Step.Polled())).isInstanceOf(Outcome.VerifyPhone.class);
    Outcome.Proven proven = person.does(PoliceFixtures.phone(), Outcome.Proven.class);

    assertThat(proven.facts().documents()).hasSize(1);
    assertThat(proven.evidence())
        .extracting(EvidenceItem::method, EvidenceItem::channel)
        .containsExactly(
            tuple(EvidenceItem.Method.NETWORK_CREDENTIAL, AnswerChannel.POLLED),
            tuple(EvidenceItem.Method.NAME_NUMBER_MATCH, AnswerChannel.POLLED));
    assertThat(named(citizen("lisi")).does(new Step.Polled()))
        .as("somebody else's name and number")
        .isEqualTo(new Outcome.Refused(Reason.MISMATCH));
  }

  @Test
  void theServiceIsAskedAboutTheNameAsTheRegisterHasIt() {
    offers(true, false);
    SyntheticPerson keller = citizen("keller");

    assertThat(named("Maria J. Keller", keller.number(), "keller").does(new Step.Polled()))
        .isInstanceOf(Outcome.VerifyPhone.class);
  }

  @Test
  void nameAndNumberAreAChoice() {
    offers(true, false);
    Person person = new Person(adapter, services).needing(IdentityNeed.NAME);
    person.does(new Step.Started(), Outcome.ShowForm.class);
    person.does(
        new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowForm.class);

    person.does(new Step.FormSubmitted("without_names", FormValues.NONE), Outcome.ShowCode.class);
  }

  private Outcome turnsToTheApp(Person person) {
    person.does(new Step.Started(), Outcome.ShowForm.class);
    return person.does(new Step.FormSubmitted("network_identity", FormValues.NONE));
  }

  private Person somebody(IdentityNeed... reasons) {
    return new Person(adapter, services).needing(reasons);
  }

  @Test
  @Tag("G8")
  void nameAndNumberAreAskedForOnlyForAReasonWhichIsSaid() {
    offers(true, false);
    assertThat(turnsToTheApp(somebody())).isInstanceOf(Outcome.ShowCode.class);
    assertThat(turnsToTheApp(somebody(IdentityNeed.NAME)))
        .extracting(shown -> ((Outcome.ShowForm) shown).form().explanation())
        .isEqualTo(PoliceTexts.NAMES_FOR_NAME);
    assertThat(turnsToTheApp(somebody(IdentityNeed.NAME, IdentityNeed.LEVEL)))
        .as("whoever goes on without them is asked once more")
        .extracting(shown -> ((Outcome.ShowForm) shown).form().explanation())
        .isEqualTo(PoliceTexts.NAMES_FOR_LEVEL);
    assertThat(turnsToTheApp(somebody(IdentityNeed.LEVEL)))
        .extracting(shown -> ((Outcome.ShowForm) shown).form().explanation())
        .isEqualTo(PoliceTexts.NAMES_FOR_LEVEL);

    offers(true, true); // what comes back to the phone that asked is worth more than they are
    assertThat(turnsToTheApp(somebody(IdentityNeed.LEVEL).onPhone()))
        .isInstanceOf(Outcome.ShowCode.class);
    assertThat(turnsToTheApp(somebody(IdentityNeed.LEVEL))).isInstanceOf(Outcome.ShowForm.class);
    assertThat(turnsToTheApp(somebody(IdentityNeed.NAME, IdentityNeed.LEVEL).onPhone()))
        .extracting(shown -> ((Outcome.ShowForm) shown).form().explanation())
        .isEqualTo(PoliceTexts.NAMES_FOR_NAME);
  }

  @Test
  @Tag("Q3")
  void whatTheAppBringsBackToThePhoneThatAskedCameByTheFrontChannel() throws Exception {
    offers(false, true);
    Person person = new Person(adapter, services).onPhone();
    person.does(new Step.Started(), Outcome.ShowForm.class);
    Outcome.ShowCode code =
        person.does(
            new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowCode.class);
    assertThat(code.content()).contains("&callback=");
    String bizSeq = code.content().replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
    String page =
        post(
            URI.create(code.content()).resolve("/cyber/app"),
            "bizSeq="
                + bizSeq
                + "&person=zhangsan&decision=agree&callback="
                + URLEncoder.encode(
                    "https://id.example/sign-in/callback/h", StandardCharsets.UTF_8));
    assertThat(person.does(new Step.Polled()))
        .as("not fetched while it is on its way")
        .isInstanceOf(Outcome.KeepWaiting.class);

    Map<String, List<String>> brought = query(page);
    assertThat(person.does(new Step.CallbackReceived(brought)))
        .isInstanceOf(Outcome.VerifyPhone.class);
    Outcome.Proven proven = person.does(PoliceFixtures.phone(), Outcome.Proven.class);
    assertThat(proven.evidence().getFirst().channel()).isEqualTo(AnswerChannel.FRONT_CHANNEL);
  }

  private static Map<String, List<String>> query(String page) {
    String query =
        page.replaceAll("(?s).*id=\"return\" href=\"[^?\"]+\\?([^\"]+)\".*", "$1")
            .replace("&amp;", "&");
    return Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> List.of(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
  }

  @Test
  @Tag("L13")
  void anAnswerToAnotherQuestionBroughtHereProvesNothing() {
    offers(false, true);
    Person person = new Person(adapter, services).onPhone();
    person.does(new Step.Started(), Outcome.ShowForm.class);
    person.does(
        new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowCode.class);

    assertThat(
            person.does(
                new Step.CallbackReceived(
                    Map.of("bizSeq", List.of("A".repeat(32)), "idCardAuthData", List.of("x")))))
        .isEqualTo(new Outcome.Refused(Reason.NOT_AUTHENTIC));
  }

  /** Else whoever types an address shuts the way for everybody, or alarms the operator. */
  @ParameterizedTest
  @ValueSource(strings = {"C0412002", "C0401009", "C0405001", "nonsense", ""})
  @Tag("L13")
  void aFailureThatTheBrowserBringsIsNotTheServicesBeforeTheServiceSaysSo(String code) {
    offers(false, true);
    Person person = new Person(adapter, services).onPhone();
    String bizSeq = asked(person);
    var brought = Map.of("bizSeq", List.of(bizSeq), "resultCode", List.of(code));

    assertThat(person.does(new Step.CallbackReceived(brought)))
        .isEqualTo(new Outcome.Refused(Reason.APP_FAILED));

    Person other = new Person(adapter, services).onPhone();
    String ended = asked(other);
    simulator.networkIdentity().app().end(ended, "C0401009");
    assertThat(
            other.does(
                new Step.CallbackReceived(
                    Map.of("bizSeq", List.of(ended), "resultCode", List.of(code)))))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            down -> assertThat(down.cause()).isEqualTo(Cause.CONFIGURATION));
  }

  /** What the service has no known word for may be what somebody typed into the address. */
  @Test
  @Tag("L13")
  void aCredentialThatTheBrowserBringsAndTheServiceRefusesIsNobodysOutage() {
    offers(false, true, Optional.empty());
    Person person = new Person(adapter, services).onPhone();
    var brought =
        Map.of("bizSeq", List.of(asked(person)), "idCardAuthData", List.of("typed by hand"));
    int before = services.requests();

    assertThat(person.does(new Step.CallbackReceived(brought)))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class, down -> assertThat(down.cause()).isEqualTo(Cause.PERSON));
    assertThat(services.requests()).as("the service was asked").isEqualTo(before + 1);
  }

  private static String asked(Person person) {
    person.does(new Step.Started(), Outcome.ShowForm.class);
    return person
        .does(new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowCode.class)
        .content()
        .replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
  }

  @Test
  void whatNeverComesBackIsFetchedAfterAWhile() {
    offers(false, true);
    Person person = new Person(adapter, services).onPhone();
    person.does(new Step.Started(), Outcome.ShowForm.class);
    Outcome.ShowCode code =
        person.does(
            new Step.FormSubmitted("network_identity", FormValues.NONE), Outcome.ShowCode.class);
    String bizSeq = code.content().replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
    simulator.networkIdentity().app().agree(bizSeq, citizen("zhangsan"), "");
    person.does(new Step.Polled(), Outcome.KeepWaiting.class);
    clock.advance(Duration.ofSeconds(15));

    assertThat(person.does(new Step.Polled())).isInstanceOf(Outcome.VerifyPhone.class);
    Outcome.Proven proven = person.does(PoliceFixtures.phone(), Outcome.Proven.class);
    assertThat(proven.evidence().getFirst().channel()).isEqualTo(AnswerChannel.POLLED);
  }

  @Test
  void somebodyWhoseCredentialCannotBeUsedIsRefused() {
    assertThat(new Waiting().agrees("zhengguoan").polls())
        .isEqualTo(new Outcome.Refused(Reason.DOCUMENT_NOT_USABLE));
  }

  @Test
  void thePasswordIsCheckedInModeR02() {
    configure(PoliceConfig.Mode.R02);
    Waiting right = new Waiting();
    assertThat(right.code.content()).endsWith("&type=1");
    Waiting wrong = new Waiting();
    simulator.networkIdentity().app().agree(right.bizSeq(), citizen("lisi"), "12345678");
    simulator.networkIdentity().app().agree(wrong.bizSeq(), citizen("lisi"), "87654321");

    right.polls();
    Outcome.Proven proven = right.person.does(PoliceFixtures.phone(), Outcome.Proven.class);

    assertThat(proven.factors())
        .containsExactlyInAnyOrder(Factor.NETWORK_CREDENTIAL, Factor.PASSWORD);
    assertThat(proven.evidence().getFirst().method())
        .isEqualTo(EvidenceItem.Method.NETWORK_CREDENTIAL_WITH_PASSWORD);
    assertThat(wrong.polls()).isEqualTo(new Outcome.Refused(Reason.MISMATCH));
  }

  static Stream<Fault> faults() {
    return Arrays.stream(Fault.values()).filter(Upstream.CYBER_AUTH::knows);
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("L5")
  void whatTheServiceDoesWrongWhileTheAppIsAskedIsNeverThePersonsFault(Fault fault) {
    shows(Upstream.CYBER_RESULT, fault);
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("L5")
  void whatTheServiceDoesWrongWhileItChecksTheCredentialIsNeverThePersonsFault(Fault fault) {
    shows(Upstream.CYBER_AUTH, fault);
  }

  private void shows(Upstream upstream, Fault fault) {
    assertThat(new Waiting().agrees("lisi").polls()).isInstanceOf(Outcome.VerifyPhone.class);
    simulator.faults().set(upstream, fault, Faults.WITHOUT_END);

    Waiting waiting = new Waiting().agrees("zhangsan");
    Outcome outcome = waiting.polls();
    while (outcome instanceof Outcome.KeepWaiting) {
      outcome = waiting.polls();
    }

    if (fault == Fault.SLOW) {
      assertThat(outcome).isInstanceOf(Outcome.VerifyPhone.class);
    } else {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class,
              unavailable -> assertThat(unavailable.diagnosis()).startsWith("network identity"));
    }
  }

  @Test
  @Tag("L5")
  void ourOwnMessageSentBackIsNoAnswer() {
    Waiting waiting = new Waiting().agrees("zhangsan");
    services.tamper((request, answer) -> request);
    waiting.polls();
    waiting.polls();

    assertThat(waiting.polls())
        .isEqualTo(new Outcome.Unavailable("network identity: signature does not hold"));
  }

  @Test
  void theAppsPageShowsNothingForANumberThatIsNone() throws Exception {
    String nasty = URLEncoder.encode("\"><script>", StandardCharsets.UTF_8);
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(simulator.baseUri() + "/cyber/app?orgID=TX350200&bizSeq=" + nasty))
              .build();
      HttpResponse<String> page = browser.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(400);
      assertThat(page.body()).doesNotContain("<script>");
    }
  }
}
