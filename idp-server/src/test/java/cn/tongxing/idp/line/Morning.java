package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.limits.Floor;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.testing.identity.Window;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What happens in a city of six citizens and four departments on one morning: each way to sign in,
 * what departments ask for afterwards, what citizens change, and what goes wrong. Captures leave
 * nothing in a table.
 */
final class Morning implements AutoCloseable {

  /** So many wrong passwords of one identifier are too many: {@code wrong-without-proof}. */
  static final int TOO_MANY = 2;

  private static final String PASSWORD = "鹭岛 春天 的 木棉花";
  private static final RequestOrigin DESK = RequestOrigin.SERVER;
  private static final Freezes.Case CASE =
      new Freezes.Case(new Reason("stolen"), new Reason("case-7"));
  private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");

  private final RunningLine line;
  private final HttpServer application;
  private final Department first;
  private final Department second;
  private final Department asking;
  private final List<Citizen> regulars = new ArrayList<>();
  private final Citizen mover;
  private final Citizen frozen;
  private final String kiosk;

  private record Citizen(SyntheticPerson who, PersonId id, FakeAuthenticator key) {}

  Morning(RunningLine line, Path folder) throws Exception {
    this.line = line;
    application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    application.start();
    URI told = URI.create("http://localhost:%d/".formatted(application.getAddress().getPort()));
    first = Department.told(line, folder, "first-department", told);
    second = Department.register(line, folder, "second-department", false);
    asking = Department.register(line, folder, "asking-department", true);
    for (String name : List.of("zhangsan", "lisi", "wangxiuying", "ayiguli")) {
      regulars.add(registered(name));
    }
    mover = registered("ouyang");
    frozen = registered("linrare");
    Kiosks kiosks = line.bean(Kiosks.class);
    kiosk = kiosks.open(kiosks.add("Hall 1").link(), "p".repeat(32), DESK).orElseThrow();
  }

  @Override
  public void close() {
    application.stop(0);
    List.of(first, second, asking).forEach(Department::close);
  }

  /** One of them, of many. */
  void run(int nth) throws Exception {
    useTokens(byPassword(nth), nth);
    first.redeem(bySms(new Walker(line.issuer()), regular(nth + 1)).location());
    first.redeem(byPasskey(regular(nth + 2)).location());
    first.redeem(byPolice(regular(nth + 3)).location());
    atKiosk(regular(nth + 1));
    changes(nth);
    failures(nth);
  }

  /**
   * Tries of long ago at identifiers that nobody has, as the mornings before would have left them.
   */
  void triesOfMorningsBefore(int mornings, Duration step, Instant now) {
    Floor floor = line.bean(Floor.class);
    for (int nth = 1; nth <= mornings; nth++) {
      byte[] subject = "nobody %d".formatted(nth).getBytes(StandardCharsets.UTF_8);
      for (int wrong = 0; wrong < TOO_MANY; wrong++) {
        floor.failed(
            Floor.Tried.PASSWORD,
            subject,
            Duration.ofDays(36_500),
            now.minus(step.multipliedBy(nth)));
      }
    }
  }

  private Citizen regular(int nth) {
    return regulars.get(nth % regulars.size());
  }

  private Walker byPassword(int nth) {
    Walker browser = new Walker(line.issuer());
    browser.open(first.authorize());
    browser.press("method:password");
    browser.press("submit", "identifier", regular(nth).who().phone(), "password", PASSWORD);
    return browser;
  }

  /** Other applications, one of which asks for leave; renewal, questions, an end. */
  private void useTokens(Walker browser, int nth) {
    JsonNode tokens = first.redeem(browser.last().location());
    second.redeem(browser.open(second.authorize()).location());
    browser.open(asking.authorize());
    asking.redeem(browser.press("agree").location());
    line.bean(Consents.class).withdraw(regular(nth).id(), new ClientId("asking-department"), DESK);
    JsonNode fresh = first.refresh(tokens.get("refresh_token").asString());
    String access = fresh.get("access_token").asString();
    first.userInfo(access);
    first.introspect(access);
    first.ownToken();
    first.revoke(access);
    browser.open(first.signOut(tokens.get("id_token").asString()));
    assertThat(browser.last().location()).startsWith("http://127.0.0.1:9/bye");
  }

  private Walker.Answer bySms(Walker browser, Citizen citizen) {
    browser.open(first.authorize());
    browser.press("method:sms");
    browser.press("submit", "phone", citizen.who().phone());
    return browser.press("submit", "code", code(citizen.who()));
  }

  /** The first page already carries a challenge. */
  private Walker.Answer byPasskey(Citizen citizen) throws Exception {
    Walker browser = new Walker(line.issuer());
    Matcher options = OPTIONS.matcher(browser.open(first.authorize()).body());
    assertThat(options.find()).isTrue();
    String asked = options.group(1).replace("&quot;", "\"").replace("&amp;", "&");
    return browser.press("passkey", "credential", citizen.key().get(asked));
  }

  private Walker.Answer byPolice(Citizen citizen) {
    return proven(new Walker(line.issuer()), citizen.who());
  }

  private Walker.Answer proven(Walker browser, SyntheticPerson who) {
    browser.open(first.authorize());
    browser.press("method:police");
    browser.press("submit", "name", who.name(), "id_number", who.number());
    browser.press("submit", "phone", who.phone());
    return browser.press("submit", "code", code(who));
  }

  /** The visit ends by the clock. */
  private void atKiosk(Citizen citizen) {
    Walker machine = new Walker(line.issuer());
    machine.cookies().put(OwnCookie.KIOSK.called(), kiosk);
    first.redeem(bySms(machine, citizen).location());
  }

  private void changes(int nth) throws Exception {
    Citizen regular = regular(nth);
    UUID another =
        passkey(regular.id(), FakeAuthenticator.at(line.issuer().toString(), "localhost"));
    assertThat(
            line.bean(PasskeyCredentials.class)
                .remove(regular.id(), another, Optional.empty(), DESK))
        .isTrue();
    byte[] browser = new byte[32];
    browser[0] = (byte) (nth % regulars.size());
    assertThat(line.bean(DeviceNames.class).rename(regular.id(), browser, "家里的电脑", DESK)).isTrue();
    if (nth % 3 == 0) {
      PhoneNumber phone = phone("1370000%04d", nth);
      assertThat(line.bean(PhoneChanges.class).ask(mover.id(), phone, Shown.of(Own.PHONE), DESK))
          .isInstanceOf(PhoneChanges.Outcome.Waits.class);
      assertThat(line.bean(Freezes.class).freeze(frozen.id(), DESK))
          .isEqualTo(Freezes.Change.CHANGED);
    } else if (nth % 3 == 1 && nth > 3) {
      assertThat(
              line.bean(Freezes.class)
                  .thaw(frozen.id(), Freezes.Recent.KEEP, Window.decided(CASE), DESK))
          .isEqualTo(Freezes.Change.CHANGED);
    }
  }

  /** Strangers, whose identifiers and phones are nobody's. */
  private void failures(int nth) {
    wrongPasswords("1390000%04d".formatted(nth), 1);
    wrongPasswords("1391000%04d".formatted(nth), TOO_MANY);
    Walker stranger = new Walker(line.issuer());
    stranger.open(first.authorize());
    stranger.press("method:sms");
    stranger.press("submit", "phone", "1392000%04d".formatted(nth));
    stranger.press("submit", "code", "000000");
    PhoneNumber phone = phone("1393000%04d", nth);
    Limits limits = line.bean(Limits.class);
    limits.documentsWereRefused(Set.of("document " + nth), Optional.of(phone));
    assertThat(limits.mayTell(Set.of("document " + nth), phone)).isTrue();
  }

  private void wrongPasswords(String identifier, int times) {
    Walker stranger = new Walker(line.issuer());
    stranger.open(first.authorize());
    stranger.press("method:password");
    for (int wrong = 0; wrong < times; wrong++) {
      stranger.press("submit", "identifier", identifier, "password", "wrong");
    }
  }

  private Citizen registered(String name) throws Exception {
    SyntheticPerson who = line.simulator().population().find(name).orElseThrow();
    Walker browser = new Walker(line.issuer());
    proven(browser, who);
    first.redeem(browser.press("password", "new_password", PASSWORD).location());
    PersonId person =
        new PersonId(
            line.database()
                .sql("select id from person order by created_at desc limit 1")
                .query(UUID.class)
                .single());
    var key = FakeAuthenticator.at(line.issuer().toString(), "localhost");
    passkey(person, key);
    return new Citizen(who, person, key);
  }

  private UUID passkey(PersonId person, FakeAuthenticator key) throws Exception {
    var passkeys = line.bean(PasskeyCredentials.class);
    var ceremony = passkeys.register(person);
    return passkeys
        .bind(person, ceremony.challenge(), key.create(ceremony.optionsJson()), "morning", DESK)
        .orElseThrow();
  }

  private String code(SyntheticPerson who) {
    return line.simulator().inbox().to(who.phone()).stream() // notices come there too
        .flatMap(each -> each.code().stream())
        .findFirst()
        .orElseThrow();
  }

  private static PhoneNumber phone(String pattern, int nth) {
    return PhoneNumber.parse(pattern.formatted(nth)).orElseThrow();
  }
}
