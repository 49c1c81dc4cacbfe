package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.line.Cost.Figures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Every operation that a department or a citizen asks for, done and counted. */
final class Operations {

  static final String DISCOVERY = "discovery";
  static final String JWKS = "JWKS";
  static final String REGISTRATION = "registration: police check, SMS code, password, consent";
  static final String BY_PASSWORD = "fresh sign-in by password";
  static final String BY_SMS = "fresh sign-in by SMS code";
  static final String BY_PASSKEY = "fresh sign-in by passkey";
  static final String BY_PASSWORD_AGAIN = "fresh sign-in by password in a known browser";
  static final String BY_SMS_AGAIN = "fresh sign-in by SMS code in a known browser";
  static final String SILENT = "silent sign-on of a second application";
  static final String REFRESH = "refresh";
  static final String USERINFO = "userinfo";
  static final String INTROSPECTION = "introspection";
  static final String CLIENT_CREDENTIALS = "client credentials";
  static final String END_SESSION = "end session";

  private static final List<String> MY_PAGES =
      List.of("/me", "/me/history", "/me/phone", "/me/credentials", "/me/freeze");

  private static final String MARK = "__Host-tongxing-known";
  private static final String PASSWORD = "鹭岛 春天 的 木棉花";
  private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");

  private final RunningLine line;
  private final Cost cost;
  private final Department first;
  private final Department second;
  private final Department asking;
  private final Map<String, Figures> figures = new LinkedHashMap<>();
  private final Map<String, String> traces = new LinkedHashMap<>();
  private final Set<String> statements = new TreeSet<>();

  private record Citizen(String name, String number, String phone) {}

  private Operations(RunningLine line, Path folder) throws Exception {
    this.line = line;
    this.cost = line.bean(Cost.class);
    this.first = Department.register(line, folder, "first-department", false);
    this.second = Department.register(line, folder, "second-department", false);
    this.asking = Department.register(line, folder, "asking-department", true);
  }

  /** A line that counts, and lets a phone have its next code at once. */
  static RunningLine start(Path folder) {
    return RunningLine.start(
        folder, "--spring.profiles.include=counting", "--idp.limits.sms.pause=1ms");
  }

  /**
   * Does everything twice: the first time warms up, and what chance adds (a cache that ran out on a
   * slow machine) is not in both.
   */
  static Operations run(RunningLine line, Path folder) throws Exception {
    Operations operations = new Operations(line, folder);
    operations.all(new Citizen("张三", "350200199001010019", "13800000001"));
    operations.all(new Citizen("李四", "350200199001010027", "13800000002"));
    operations.first.close();
    operations.second.close();
    operations.asking.close();
    return operations;
  }

  Map<String, Figures> figures() {
    return figures;
  }

  /** Statements and commands of each operation, as done last. */
  Map<String, String> traces() {
    return traces;
  }

  /** Every statement that answering requests needed. */
  Set<String> statements() {
    return statements;
  }

  private void all(Citizen citizen) throws Exception {
    measure(DISCOVERY, () -> first.get("/.well-known/openid-configuration"));
    measure(JWKS, () -> first.get("/oauth2/jwks"));
    measure(REGISTRATION, () -> register(citizen));
    FakeAuthenticator authenticator = passkey(citizen);
    measure(BY_PASSWORD, () -> byPassword(new Walker(line.issuer()), citizen));
    measure(BY_PASSKEY, () -> byPasskey(authenticator));

    Walker browser = new Walker(line.issuer());
    JsonNode tokens = measure(BY_SMS, () -> bySms(browser, citizen));
    measure(BY_PASSWORD_AGAIN, () -> byPassword(known(browser), citizen));
    measure(BY_SMS_AGAIN, () -> bySms(known(browser), citizen));
    MY_PAGES.forEach(page -> see(browser, page));
    measure(SILENT, () -> second.redeem(browser.open(second.authorize()).location()));
    JsonNode fresh = measure(REFRESH, () -> first.refresh(tokens.get("refresh_token").asString()));
    String access = fresh.get("access_token").asString();
    measure(USERINFO, () -> first.userInfo(access));
    JsonNode told = measure(INTROSPECTION, () -> first.introspect(access));
    assertThat(told.get("active").asBoolean()).isTrue();
    measure(CLIENT_CREDENTIALS, first::ownToken);
    String idToken = tokens.get("id_token").asString();
    measure(END_SESSION, () -> browser.open(first.signOut(idToken)));
    assertThat(browser.last().location()).startsWith("http://127.0.0.1:9/bye");
  }

  /** The same browser another day: of all its cookies it has the mark alone. */
  private Walker known(Walker browser) {
    Walker later = new Walker(line.issuer());
    later.cookies().put(MARK, browser.cookies().get(MARK));
    return later;
  }

  /** Something that is done and counted. */
  private interface Operation<T> {
    T run() throws Exception;
  }

  private <T> T measure(String name, Operation<T> operation) throws Exception {
    cost.begin();
    T result = operation.run();
    figures.merge(name, cost.end(), Figures::least);
    traces.put(name, cost.trace());
    statements.addAll(cost.statements());
    return result;
  }

  /** What the pages of one's own account ask for, which has no budget of its own. */
  private void see(Walker browser, String page) {
    cost.begin();
    browser.open(line.issuer() + page);
    cost.end();
    statements.addAll(cost.statements());
  }

  private JsonNode register(Citizen citizen) {
    Walker browser = new Walker(line.issuer());
    offered(browser, asking, citizen);
    browser.press("password", "new_password", PASSWORD);
    return asking.redeem(browser.press("agree").location());
  }

  /** Up to the page that offers a credential for next time. */
  private void offered(Walker browser, Department department, Citizen citizen) {
    browser.open(department.authorize());
    browser.press("method:police");
    browser.press("submit", "name", citizen.name(), "id_number", citizen.number());
    browser.press("submit", "phone", citizen.phone());
    browser.press("submit", "code", code(citizen));
  }

  /** Not counted: the passkey that signs in later. */
  private FakeAuthenticator passkey(Citizen citizen) throws Exception {
    var authenticator = FakeAuthenticator.at(line.issuer().toString(), "localhost");
    var persons =
        line.database()
            .sql("select person from phone_credential order by bound_at desc")
            .query(UUID.class)
            .list();
    var passkeys = line.bean(PasskeyCredentials.class);
    var person = new PersonId(persons.getFirst());
    var ceremony = passkeys.register(person);
    assertThat(
            passkeys.finishRegistration(
                person,
                ceremony.challenge(),
                authenticator.create(ceremony.optionsJson()),
                citizen.name(),
                RequestOrigin.SERVER))
        .isTrue();
    return authenticator;
  }

  private JsonNode byPassword(Walker browser, Citizen citizen) {
    browser.open(first.authorize());
    browser.press("method:password");
    return first.redeem(
        browser.press("submit", "identifier", citizen.phone(), "password", PASSWORD).location());
  }

  private JsonNode bySms(Walker browser, Citizen citizen) {
    browser.open(first.authorize());
    browser.press("method:sms");
    browser.press("submit", "phone", citizen.phone());
    return first.redeem(browser.press("submit", "code", code(citizen)).location());
  }

  /** The first page already carries a challenge. */
  private JsonNode byPasskey(FakeAuthenticator authenticator) throws Exception {
    Walker browser = new Walker(line.issuer());
    Matcher options = OPTIONS.matcher(browser.open(first.authorize()).body());
    assertThat(options.find()).isTrue();
    String asked = options.group(1).replace("&quot;", "\"").replace("&amp;", "&");
    return first.redeem(
        browser.press("passkey", "credential", authenticator.get(asked)).location());
  }

  private String code(Citizen citizen) {
    return line.simulator().inbox().to(citizen.phone()).stream() // notices come there too
        .flatMap(each -> each.code().stream())
        .findFirst()
        .orElseThrow();
  }
}
