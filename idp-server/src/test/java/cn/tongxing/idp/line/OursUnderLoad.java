package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.ProofFixtures;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import tools.jackson.databind.JsonNode;

/** The built server with 10,000 people and two departments, and each operation on it. */
final class OursUnderLoad implements AutoCloseable {

  /** As many at once as an open loop ever has under way; a closed one uses the first of them. */
  static final int WORKERS = 8 * ClosedLoop.WORKERS;

  private static final int PEOPLE = 10_000;
  private static final String PASSWORD = "鹭岛 春天 的 木棉花";

  private final List<String> phones = new ArrayList<>();
  private final AtomicInteger nextPerson = new AtomicInteger();
  private final HttpClient browsers =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<String, ClosedLoop.Operation> operations = new LinkedHashMap<>();
  private final Walker[] signedIn = new Walker[WORKERS];
  private final Map<Department, JsonNode[]> tokens = new LinkedHashMap<>();

  private final Path folder;
  private final ServerProcess server;

  private OursUnderLoad(Path folder, ServerProcess server) {
    this.folder = folder;
    this.server = server;
  }

  /** Started, with everybody in it and every worker signed in. */
  static OursUnderLoad start(Path folder) throws Exception {
    Path jar = Path.of(System.getProperty("bench.jar"));
    String flags = System.getProperty("bench.flags", "");
    List<String> more = new ArrayList<>();
    Path cache = Path.of(System.getProperty("bench.cache", "none"));
    if (Files.exists(cache)) { // as ./idp demo starts it from the second time on
      more.add("-XX:AOTCache=" + cache);
    }
    more.addAll(flags.isBlank() ? List.of() : List.of(flags.strip().split(" +")));
    var started =
        new OursUnderLoad(folder, ServerProcess.start(jar, folder, withoutLimits(), more));
    try {
      List<Department> departments = started.departments(started.server);
      started.people(started.server);
      started.define(started.server, departments.get(0), departments.get(1));
      started.signIn(started.server, departments);
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** By name, in order. */
  Map<String, ClosedLoop.Operation> operations() {
    return operations;
  }

  ServerProcess server() {
    return server;
  }

  /** Tokens that are good for the next minutes: an access token lives five. */
  void renewTokens() {
    for (Department department : tokens.keySet()) {
      for (int worker = 0; worker < ClosedLoop.WORKERS; worker++) {
        refresh(department, worker);
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }

  /** Each worker has a browser that is signed in, and tokens of every department. */
  private void signIn(ServerProcess server, List<Department> departments) {
    departments.forEach(department -> tokens.put(department, new JsonNode[WORKERS]));
    for (int worker = 0; worker < WORKERS; worker++) {
      signedIn[worker] = browser(server);
      bySms(server, departments.getFirst(), signedIn[worker]);
      for (Department department : departments) {
        tokens.get(department)[worker] =
            department.redeem(signedIn[worker].open(department.authorize()).location());
      }
    }
  }

  /** What would stop one address that signs in a thousand people. */
  private static List<String> withoutLimits() {
    String most = "=100000000";
    List<String> settings = new ArrayList<>();
    settings.add("--idp.limits.sms.pause=1ms");
    settings.add("--idp.limits.beginnings-per-minute" + most);
    for (String limit :
        List.of(
            "sms.number-per-hour",
            "sms.number-per-day",
            "sms.address-per-hour",
            "sms.address-per-day",
            "sms.device-per-day",
            "sms.prefix-per-hour",
            "sms.all-per-day",
            "password.address-per-hour")) {
      settings.add("--idp.limits." + limit + most);
    }
    return settings;
  }

  private List<Department> departments(ServerProcess server) throws Exception {
    List<Department> registered = new ArrayList<>();
    for (String algorithm : List.of("RS256", "ES256")) {
      String id = "department-" + algorithm.toLowerCase(Locale.ROOT);
      Path file = folder.resolve(id + ".yml");
      Files.writeString(file, Department.entry(id, algorithm, false));
      String printed =
          server.administer("client", "apply", file.toString(), "--yes", "--operator", "load");
      Matcher secret = Pattern.compile("shown once\\): (\\S+)").matcher(printed);
      assertThat(secret.find()).as(printed).isTrue();
      registered.add(Department.registered(server.issuer(), id, secret.group(1)));
    }
    return registered;
  }

  private void people(ServerProcess server) throws Exception {
    String hash = hash(new byte[16]);
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1); // the server's clock is ours
    StringBuilder csv =
        new StringBuilder(
            "document_type,document_number,name,phone,phone_used_at,password_hash,level,external_id\n");
    for (int i = 0; i < PEOPLE; i++) {
      String phone = "139%08d".formatted(i);
      phones.add(phone);
      csv.append(
          "111,%s,王小明,%s,%s,\"%s\",P3,u-%d\n"
              .formatted(ProofFixtures.idNumber(), phone, yesterday, hash, i));
    }
    Path file = folder.resolve("people.csv");
    Files.writeString(file, csv);
    server.administer("citizen", "import", file.toString(), "--operator", "load");
  }

  private void define(ServerProcess server, Department rsa, Department ec) {
    operations.put(
        "S1 discovery + JWKS",
        _ -> {
          rsa.get("/.well-known/openid-configuration");
          rsa.get("/oauth2/jwks");
        });
    operations.put("S2 client credentials, RS256", _ -> rsa.ownToken());
    operations.put("S2 client credentials, ES256", _ -> ec.ownToken());
    operations.put("S3 sign-in by SMS code, RS256", _ -> bySms(server, rsa, browser(server)));
    operations.put("S3 sign-in by SMS code, ES256", _ -> bySms(server, ec, browser(server)));
    operations.put("S3 sign-in by password, RS256", _ -> byPassword(rsa, browser(server)));
    operations.put("S4 silent sign-on, RS256", worker -> silent(rsa, worker));
    operations.put("S4 silent sign-on, ES256", worker -> silent(ec, worker));
    operations.put("S5 refresh, RS256", worker -> refresh(rsa, worker));
    operations.put("S5 refresh, ES256", worker -> refresh(ec, worker));
    operations.put("S6 introspection", worker -> rsa.introspect(access(rsa, worker)));
    operations.put("S7 userinfo", worker -> rsa.userInfo(access(rsa, worker)));
    operations.put("S8 mix", worker -> mix(server, rsa, worker));
    operations.put("S9 up to the sign-in page", _ -> browser(server).open(rsa.authorize()).body());
  }

  /** Of a hundred: 5 sign-ins, 30 silent sign-ons, 30 refreshes, 25 userinfo, 10 introspections. */
  private void mix(ServerProcess server, Department department, int worker) throws Exception {
    int dice = ThreadLocalRandom.current().nextInt(100);
    if (dice < 5) {
      bySms(server, department, browser(server));
    } else if (dice < 35) {
      silent(department, worker);
    } else if (dice < 65) {
      refresh(department, worker);
    } else if (dice < 90) {
      department.userInfo(access(department, worker));
    } else {
      department.introspect(access(department, worker));
    }
  }

  private Walker browser(ServerProcess server) {
    return new Walker(server.issuer(), browsers);
  }

  private String nextPhone() {
    return phones.get(nextPerson.getAndIncrement() % PEOPLE);
  }

  private JsonNode bySms(ServerProcess server, Department department, Walker browser) {
    String phone = nextPhone();
    browser.open(department.authorize());
    browser.press("method:sms");
    browser.press("submit", "phone", phone);
    String code = server.simulator().inbox().to(phone).getFirst().code().orElseThrow();
    return redeem(department, browser.press("submit", "code", code));
  }

  private JsonNode byPassword(Department department, Walker browser) {
    browser.open(department.authorize());
    browser.press("method:password");
    return redeem(
        department, browser.press("submit", "identifier", nextPhone(), "password", PASSWORD));
  }

  private static JsonNode redeem(Department department, Walker.Answer answer) {
    assertThat(answer.location()).as(answer.body()).isNotEmpty();
    return department.redeem(answer.location());
  }

  private void silent(Department department, int worker) {
    department.redeem(signedIn[worker].open(department.authorize()).location());
  }

  private void refresh(Department department, int worker) {
    JsonNode[] all = tokens.get(department);
    all[worker] = department.refresh(all[worker].get("refresh_token").asString());
  }

  private String access(Department department, int worker) {
    return tokens.get(department)[worker].get("access_token").asString();
  }

  /** As the server makes them: Argon2id, 7 MiB, 5 passes. */
  static String hash(byte[] salt) {
    new SecureRandom().nextBytes(salt);
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(7 * 1024)
            .withIterations(5)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] value = new byte[32];
    generator.generateBytes(PASSWORD.getBytes(StandardCharsets.UTF_8), value);
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=7168,t=5,p=1$%s$%s"
        .formatted(encoder.encodeToString(salt), encoder.encodeToString(value));
  }
}
