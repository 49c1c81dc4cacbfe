package cn.tongxing.idp.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Strangers try at one citizen from many networks, with the limits as they are delivered. */
class HostileTriesTest extends SignInTest {

  private static final String KNOWN = "__Host-tongxing-known";
  private static final String WORD = "correct horse battery";
  private static final String ELSEWHERE = "192.0.2.77";
  private static final Duration AFTER_THE_PAUSE = Duration.ofSeconds(61);

  @Autowired Limits limits;
  @Autowired Freezes freezes;
  @Autowired TransactionOperations database;

  /** A citizen with every way there is, and the browser that knows them. */
  private record Citizen(PersonId person, String phone, String number, SignInBrowser own) {}

  private Citizen citizen(String phone) throws Exception {
    return citizen(phone, newBrowser());
  }

  private Citizen citizen(String phone, SignInBrowser first) throws Exception {
    String number = newNumber();
    browser = first;
    register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    pauseIsOver();
    return new Citizen(person, phone, number, browser);
  }

  private static Limits.Source stranger(int number) {
    String address = "198.%d.%d.7".formatted(18 + number / 250 % 2, number % 250);
    byte[] browser = ByteBuffer.allocate(32).putInt(number).array();
    return new Limits.Source(Place.unmarked(new RequestOrigin(address, "")), browser);
  }

  /** So many rounds of four tries: a code asked for, a code, a password, name and number. */
  private int attack(Citizen victim, int rounds) {
    PhoneNumber phone = PhoneNumber.parse(victim.phone()).orElseThrow();
    String key = passwords.asked(victim.number()).limitKey();
    int sent = 0;
    for (int i = 0; i < rounds; i++) {
      Limits.Source source = stranger(i);
      Limits.Line line = limits.line(phone, source);
      Limits.Account account = limits.account(key, key, victim.number(), source);
      Set<String> documents = Set.of(limits.document(victim.number(), source));
      sent += sends(line) ? 1 : 0;
      database.executeWithoutResult(_ -> limits.enterCode(line));
      if (limits.enterPassword(account, source) instanceof Admitted || i < 100) {
        limits.passwordWasWrong(account); // as if the soft delay had been waited for
      }
      if (limits.compareDocuments(documents, Optional.empty(), source) instanceof Admitted) {
        limits.documentsWereRefused(documents, Optional.empty());
      }
      if (i % 50 == 0) {
        redis.keys("limit:{sms}:pause:*").forEach(redis::del);
        clock.pass(AFTER_THE_PAUSE);
      }
    }
    return sent;
  }

  private boolean sends(Limits.Line line) {
    return limits.send(line) instanceof Admitted && limits.sendFloor(line) instanceof Admitted;
  }

  private boolean bySms(SignInBrowser who, Citizen citizen) throws Exception {
    browser = who;
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    Page page = browser.go(id, "submit", Map.of("phone", citizen.phone()));
    if (page instanceof Page.CodeForm) {
      browser.press(id, "submit", Map.of("code", outbox.lastCode(citizen.phone())));
    }
    return isSignedIn(who, id);
  }

  private boolean byPassword(SignInBrowser who, Citizen citizen, String identifier)
      throws Exception {
    browser = who;
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", identifier, "password", WORD));
    return isSignedIn(who, id);
  }

  /** Name and number, beside the bound phone. */
  private boolean byDocument(SignInBrowser who, Citizen citizen) throws Exception {
    browser = who;
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, citizen.number()));
    Page page = browser.go(id, "submit", Map.of("phone", citizen.phone()));
    if (page instanceof Page.CodeForm) {
      browser.press(id, "submit", Map.of("code", outbox.lastCode(citizen.phone())));
    }
    return isSignedIn(who, id);
  }

  private void later() {
    clock.pass(AFTER_THE_PAUSE);
    redis.keys("limit:{sms}:pause:*").forEach(redis::del);
  }

  /** Strangers with numbers of their own can reach the ceiling of cost, for everybody. */
  @Test
  @Clause("A14")
  void whoIsKnownGetsInAfterStrangersHaveReachedTheCeilingOfCost() throws Exception {
    String small = "192.0.2.142"; // of no other test, whatever ran before
    Citizen citizen = citizen("13300133041", newBrowser().from(small));
    String all = "limit:{sms}:all";
    redis.setex(all, 3600, "189999".getBytes(US_ASCII));
    assertThat(bySms(newBrowser().from(ELSEWHERE), citizen)).as("the last one").isTrue();

    later();
    assertThat(bySms(newBrowser().from("198.51.100.9"), citizen)).isFalse();
    assertThat(bySms(newBrowser().from(small), citizen))
        .as("their network tells nobody who is in it")
        .isFalse();
    assertThat(bySms(citizen.own(), citizen)).isTrue();

    redis.setex(all, 3600, "200000".getBytes(US_ASCII));
    later();
    assertThat(bySms(citizen.own(), citizen)).as("nobody costs more than that").isFalse();
  }

  @Test
  @Clause({"A14", "A3"})
  void theOwnerGetsInByEveryWayDuringTenThousandHostileTries() throws Exception {
    Citizen citizen = citizen("13300133001");

    int sent = attack(citizen, 2_500);

    assertThat(sent).as("messages to the citizen").isLessThanOrEqualTo(10);
    SignInBrowser stranger = newBrowser().from(ELSEWHERE);
    assertThat(bySms(stranger, citizen)).isFalse();
    assertThat(byPassword(stranger, citizen, citizen.phone())).isFalse();
    assertThat(byDocument(newBrowser().from(ELSEWHERE), citizen)).isFalse();

    SignInBrowser own = citizen.own().from(ELSEWHERE);
    assertThat(bySms(own, citizen)).isTrue();
    assertThat(byPassword(own, citizen, citizen.number())).isTrue();
    later();
    assertThat(byDocument(own, citizen)).isTrue();
  }

  @Test
  @Clause("A14")
  void soTheyDoInTheSmallNetworkThatSignedThemIn() throws Exception {
    String small = "192.0.2.141"; // of no other test, whatever ran before
    Citizen citizen = citizen("13300133002", newBrowser().from(small));
    attack(citizen, 150);

    assertThat(bySms(newBrowser().from(small), citizen)).isTrue();
    assertThat(byPassword(newBrowser().from(small), citizen, citizen.phone())).isTrue();
    later();
    assertThat(byDocument(newBrowser().from(small), citizen)).isTrue();
  }

  @Test
  @Clause({"A14", "C8"})
  void theOwnerThawsTheAccountFromTheirBrowserDuringThem() throws Exception {
    Citizen citizen = citizen("13300133011");
    jdbc.sql("update password_credential set set_at = set_at - interval '4 days' where person = ?")
        .param(citizen.person().value())
        .update();
    freezes.freeze(citizen.person(), RequestOrigin.SERVER);
    attack(citizen, 150);

    assertThat(thaws(newBrowser().from(ELSEWHERE), citizen)).as("a stranger").isFalse();
    assertThat(freezes.isFrozen(citizen.person())).isTrue();

    assertThat(thaws(citizen.own().from(ELSEWHERE), citizen)).isTrue();
    assertThat(freezes.isFrozen(citizen.person())).isFalse();
  }

  private boolean thaws(SignInBrowser who, Citizen citizen) throws Exception {
    browser = who;
    SignInId id =
        who.begin(
            signIns,
            SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.Thaw(), clock.instant()));
    who.show(id);
    who.go(id, "method:password", Map.of());
    Page next = who.go(id, "submit", Map.of("identifier", citizen.phone(), "password", WORD));
    if (next instanceof Page.PasswordForm locked) {
      assertThat(locked.problem().orElseThrow().key()).isEqualTo("login.failed");
      return false;
    }
    who.go(id, "method:sms", Map.of());
    who.go(id, "submit", Map.of("phone", citizen.phone()));
    who.press(id, "submit", Map.of("code", outbox.lastCode(citizen.phone())));
    return isSignedIn(who, id);
  }

  @Test
  @Clause("A14")
  void aNetworkOfFiftyPersonsIsNobodysOwn() throws Exception {
    Citizen citizen = citizen("13300133003");
    jdbc.sql(
            """
            with one as (insert into person (id, status, created_at, updated_at, seal_key)
              select gen_random_uuid(), 'ACTIVE', now(), now(), decode(repeat('00', 49), 'hex')
                from generate_series(1, 49)
              returning id)
            insert into known_place (person, place, kind, used_at)
            select one.id, k.place, k.kind, k.used_at from one, known_place k
             where k.person = ? and k.kind = 'NETWORK'
            """)
        .param(citizen.person().value())
        .update();
    attack(citizen, 150);

    assertThat(bySms(newBrowser(), citizen)).isFalse();
    assertThat(byPassword(newBrowser(), citizen, citizen.phone())).isFalse();
    assertThat(bySms(citizen.own(), citizen)).as("their browser stays theirs").isTrue();
    jdbc.sql("delete from known_place").update();
  }

  @Test
  @Clause({"A5", "A14"})
  void aKnownBrowserHasThreeCodesADayBeforeItSharesThoseOfStrangers() throws Exception {
    Citizen citizen = citizen("13300133004");
    SignInBrowser own = citizen.own().from(ELSEWHERE);
    int before = outbox.to(citizen.phone()).size();
    for (int i = 0; i < 3; i++) {
      assertThat(bySms(own, citizen)).isTrue();
      later();
    }
    PhoneNumber phone = PhoneNumber.parse(citizen.phone()).orElseThrow();
    for (int i = 0; i < 9; i++) { // one was sent to register
      Limits.Line line = limits.line(phone, stranger(i));
      assertThat(sends(line)).isEqualTo(i < 4);
      later();
    }
    assertThat(bySms(own, citizen)).isFalse();
    assertThat(outbox.to(citizen.phone()).size() - before).isEqualTo(3);
  }

  @Test
  @Clause("A5")
  void aSecondCodeWithinTheMinuteIsNotSentFromTheOtherShare() throws Exception {
    Citizen citizen = citizen("13300133005");
    assertThat(bySms(citizen.own(), citizen)).isTrue();
    int sent = outbox.to(citizen.phone()).size();
    browser = citizen.own();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    Page page = browser.go(id, "submit", Map.of("phone", citizen.phone()));
    assertThat(((Page.PhoneForm) page).problem().orElseThrow().key()).isEqualTo("otp.too-soon");
    redis.flushdb();
    browser.go(id, "submit", Map.of("phone", citizen.phone()));
    assertThat(outbox.to(citizen.phone())).hasSize(sent);
  }

  @Test
  @Clause({"A2", "A4"})
  void aKnownBrowserHasTenWrongCodesAndFiveWrongPasswordsOfItsOwn() throws Exception {
    Citizen citizen = citizen("13300133006");
    attack(citizen, 20);
    PhoneNumber phone = PhoneNumber.parse(citizen.phone()).orElseThrow();
    Limits.Source own = known(citizen);
    int compared = 0;
    for (int i = 0; i < 12; i++) {
      boolean admitted =
          database.execute(_ -> limits.enterCode(limits.line(phone, own)) instanceof Admitted);
      compared += admitted ? 1 : 0;
    }
    assertThat(compared).isEqualTo(10);
    String key = passwords.asked(citizen.phone()).limitKey();
    Limits.Account account = limits.account(key, key, citizen.phone(), own);
    for (int i = 0; i < 6; i++) {
      assertThat(limits.enterPassword(account, own) instanceof Admitted).isEqualTo(i < 5);
    }
    assertThat(limits.account(key, key, "13300130000", own).browser())
        .as("of nobody else")
        .isFalse();
  }

  @Test
  @Clause({"A14", "L6"})
  void aKnownBrowserComparesItsDocumentHoweverManyTheNetworkAndTheBrowserCompared()
      throws Exception {
    Citizen citizen = citizen("13300133009");
    Limits.Source own = known(citizen);
    for (int i = 0; i < 101; i++) { // other documents, by strangers behind the same address
      Limits.Source neighbour =
          new Limits.Source(
              Place.unmarked(own.place().origin()),
              ByteBuffer.allocate(32).putInt(9_000 + i).array());
      compares(newNumber(), neighbour);
    }
    for (int i = 0; i < 11; i++) {
      compares(newNumber(), own);
    }
    assertThat(compares(newNumber(), own)).as("another's document").isFalse();
    assertThat(compares(citizen.number(), stranger(own))).as("a stranger").isFalse();

    assertThat(both(citizen.number(), newNumber(), own))
        .as("no foreign one hides behind it")
        .isFalse();
    for (int i = 0; i < 4; i++) {
      assertThat(compares(citizen.number(), own)).as("try " + i).isEqualTo(i < 3);
    }
  }

  @Test
  @Clause({"A14", "L6"})
  void aSmallNetworkTellsNobodyWhoSignedInFromIt() throws Exception {
    Citizen citizen = citizen("13300133010");
    Limits.Source own = known(citizen);
    RequestOrigin here = new RequestOrigin("203.0.113.8", ""); // beside the citizen's
    Limits.Source beside = new Limits.Source(Place.unmarked(here), new byte[32]);
    Limits.Source home =
        new Limits.Source(new Place(here, own.place().mark()), ByteBuffer.allocate(32).array());

    untilStopped(() -> compares(newNumber(), beside));
    assertThat(compares(citizen.number(), beside)).as("a document, as nobody's").isFalse();
    assertThat(compares(citizen.number(), home)).as("their own browser").isTrue();

    untilStopped(() -> tries(newNumber(), beside));
    assertThat(tries(citizen.number(), beside)).as("a password, as nobody's").isFalse();
    assertThat(tries(citizen.number(), home)).isTrue();

    int[] next = {0};
    untilStopped(() -> asks("137%08d".formatted(44_000_000 + next[0]++), beside));
    assertThat(asks(citizen.phone(), beside)).as("a code, as nobody's").isFalse();
    assertThat(asks(citizen.phone(), home)).isTrue();
  }

  private static void untilStopped(BooleanSupplier tries) {
    int made = 0;
    while (tries.getAsBoolean()) {
      assertThat(++made).isLessThan(2_000);
    }
    assertThat(made).isPositive();
  }

  /** A password. */
  private boolean tries(String identifier, Limits.Source source) {
    String key = passwords.asked(identifier).limitKey();
    return limits.enterPassword(limits.account(key, key, identifier, source), source)
        instanceof Admitted;
  }

  /** For a code. */
  private boolean asks(String phone, Limits.Source source) {
    return limits.send(limits.line(PhoneNumber.parse(phone).orElseThrow(), source))
        instanceof Admitted;
  }

  /** In the same network, in a browser that signed nobody in. */
  private static Limits.Source stranger(Limits.Source beside) {
    return new Limits.Source(Place.unmarked(beside.place().origin()), new byte[32]);
  }

  private boolean compares(String number, Limits.Source source) {
    return limits.compareDocuments(
            Set.of(limits.document(number, source)), Optional.empty(), source)
        instanceof Admitted;
  }

  private boolean both(String one, String other, Limits.Source source) {
    return limits.compareDocuments(
            Set.of(limits.document(one, source), limits.document(other, source)),
            Optional.empty(),
            source)
        instanceof Admitted;
  }

  /** The stored mark, from an address that is nobody's. */
  private Limits.Source known(Citizen citizen) {
    byte[] mark =
        jdbc.sql("select place from known_place where person = ? and kind = 'BROWSER'")
            .param(citizen.person().value())
            .query(byte[].class)
            .single();
    return new Limits.Source(new Place(new RequestOrigin(ELSEWHERE, ""), mark), new byte[32]);
  }

  @Test
  @Clause("A14")
  void aBrowserIsKnownForThoseOnlyWhomItSignedIn() throws Exception {
    Citizen neighbour = citizen("13300133007");
    Citizen victim = citizen("13300133008");
    attack(victim, 150);
    SignInBrowser other = neighbour.own().from(ELSEWHERE);
    assertThat(other.cookie(KNOWN)).isPresent().isNotEqualTo(victim.own().cookie(KNOWN));
    assertThat(bySms(other, victim)).isFalse();
    assertThat(byPassword(other, victim, victim.phone())).isFalse();
  }
}
