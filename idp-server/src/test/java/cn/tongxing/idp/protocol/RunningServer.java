package cn.tongxing.idp.protocol;

import static java.time.temporal.ChronoUnit.MICROS;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.protocol.authorize.store.Interactions;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on a free port, with four relying parties; one for all tests of a JVM. */
public final class RunningServer {

  /** Of every confidential client here; of tests only. */
  static final String SECRET = "tests-only-k7Qm2vXb9LtR4wZc8NpY3sHd6GfJ1aUe5";

  /** Of the client {@code awkward}: brought along, with characters that must be encoded. */
  static final String AWKWARD_SECRET = "k7%m2vXb9LtR4+Zc8/pY3sHd6GfJ1aU=q";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConfigurableApplicationContext context;
  private final String issuer;
  private final Set<String> seen = new java.util.HashSet<>();
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private RunningServer(ConfigurableApplicationContext context, String issuer) {
    this.context = context;
    this.issuer = issuer;
  }

  private static final class Shared {
    static final RunningServer SERVER =
        start(TestServices.newDatabase(), TestServices.freshRedisUri(), 100_000);
  }

  public static RunningServer shared() {
    return Shared.SERVER;
  }

  /** Sign-ins that an address may begin in a minute at a server of one's own. */
  static final int FEW_BEGINNINGS = 40;

  /** Another server, on a Redis of the test's own. */
  static RunningServer on(String redis) {
    return start(TestServices.newDatabase(), redis, FEW_BEGINNINGS);
  }

  /** All beans of a type. */
  public <T> java.util.Collection<T> beans(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  /** Another server, on a database and a Redis of the test's own. */
  static RunningServer on(TestDatabase database, String redis) {
    return start(database, redis, 100_000);
  }

  /** Another server, with settings of the test's own as {@code --name=value}. */
  static RunningServer with(String... settings) {
    return start(TestServices.newDatabase(), TestServices.freshRedisUri(), 100_000, settings);
  }

  void stop() {
    context.close();
  }

  private static RunningServer start(
      TestDatabase database, String redis, int beginnings, String... more) {
    try {
      Path folder = Files.createTempDirectory("protocol-test");
      int port = freePort();
      String issuer = "http://localhost:" + port;
      var settings =
          List.of(
              "--server.port=" + port,
              "--idp.issuer=" + issuer,
              "--idp.management.port=" + freePort(),
              "--idp.data-folder=" + folder,
              "--idp.commands.socket=" + folder.resolve("command.socket"),
              "--idp.keys.key-encryption-key-file=" + folder.resolve("kek"),
              "--idp.keys.generate-missing=true",
              "--idp.protocol.errors-per-minute=5000",
              "--idp.limits.beginnings-per-minute=" + beginnings,
              "--spring.datasource.url=" + database.jdbcUrl(),
              "--spring.datasource.username=" + database.user(),
              "--spring.datasource.password=" + database.password(),
              "--idp.redis.uri=" + redis);
      var all = Stream.concat(settings.stream(), Arrays.stream(more)).toArray(String[]::new);
      var context = SpringApplication.run(TongxingServer.class, all);
      var server = new RunningServer(context, issuer);
      server.register(folder);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void register(Path folder) throws IOException {
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.writeString(folder.resolve("awkward-secret"), AWKWARD_SECRET + "\n");
    Path file = folder.resolve("clients.yml");
    try (var yaml = RunningServer.class.getResourceAsStream("/protocol/clients.yml")) {
      Files.write(file, yaml.readAllBytes());
    }
    var clients = bean(ClientApply.class);
    switch (clients.plan(file)) {
      case ClientApply.Plan plan -> clients.apply(plan, RequestOrigin.SERVER).orElseThrow();
      case ClientApply.Rejected rejected ->
          throw new IllegalStateException(rejected.problems().toString());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public String issuer() {
    return issuer;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  // ----- persons

  /** A new person with a bound phone. */
  public PersonId person() {
    return person(ProofFixtures.idNumber());
  }

  /** Of whom a pseudonym and a phone are known, and no name. */
  public PersonId nameless() {
    var proof =
        ProofFixtures.proof()
            .account("police-network", "organisation-1", id().toString())
            .by(
                EvidenceItem.Method.NETWORK_CREDENTIAL,
                "network-identity",
                Factor.NETWORK_CREDENTIAL)
            .cameBack()
            .phone(ProofFixtures.phone());
    return ((Enrolment.Created)
            bean(Enrolments.class).enrol(proof.build(), new SignInId(id()), RequestOrigin.SERVER))
        .person();
  }

  PersonId person(String idNumber) {
    return person(idNumber, ProofFixtures.phone());
  }

  private PersonId person(String idNumber, String phone) {
    var proof =
        ProofFixtures.proof()
            .name("李明")
            .document(ProofFixtures.resident(idNumber))
            .phone(phone)
            .by(EvidenceItem.Method.NAME_NUMBER_MATCH, "population-register", Factor.SMS)
            .build();
    return switch (bean(Enrolments.class).enrol(proof, new SignInId(id()), RequestOrigin.SERVER)) {
      case Enrolment.Created(var person) -> person;
      case Enrolment other -> throw new IllegalStateException(other.toString());
    };
  }

  /** A person with a bound phone, whose live face an authority compared. */
  public PersonId personOfP4() {
    String number = ProofFixtures.idNumber();
    String phone = ProofFixtures.phone();
    PersonId person = person(number, phone);
    // beside their own phone: without, the face would take the account over
    var face =
        ProofFixtures.proof()
            .name("李明")
            .document(ProofFixtures.resident(number))
            .phone(phone)
            .by(EvidenceItem.Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build();
    bean(Enrolments.class).enrol(face, new SignInId(id()), RequestOrigin.SERVER);
    return person;
  }

  /** Signs a browser in by a code by text message and nothing else that is a factor. */
  public Sessions.Started signIn(PersonId person, String method) {
    return signIn(person, method, new SignInId(id()), Optional.empty());
  }

  /** The same for a browser that is known by a mark. */
  public Sessions.Started signIn(PersonId person, String method, byte[] browser) {
    var shown = new Sessions.Authenticated(person, new SignInId(id()), method, Set.of(Factor.SMS));
    return bean(TransactionTemplate.class)
        .execute(_ ->
            bean(Sessions.class)
                .start(shown.in(Optional.of(browser)), Optional.empty(), RequestOrigin.SERVER));
  }

  /** Signs a browser in; gives its session and cookie. */
  public Sessions.Started signIn(PersonId person) {
    return signIn(person, new SignInId(id()), Optional.empty());
  }

  Sessions.Started signIn(PersonId person, SignInId signIn, Optional<SsoSession> previous) {
    return signIn(person, "police", signIn, previous);
  }

  /** Signs a browser in by the own password, and a code that came so long after it. */
  Sessions.Started signInSlowly(PersonId person, SignInId signIn, Duration between) {
    Instant now = Instant.now();
    Authentication password =
        new Authentication(
            signIn,
            "password",
            Set.of(Factor.PASSWORD),
            now.minus(between).truncatedTo(MICROS),
            Optional.empty());
    return bean(TransactionTemplate.class)
        .execute(_ ->
            bean(Sessions.class)
                .start(
                    new Sessions.Authenticated(
                        person,
                        signIn,
                        "sms",
                        Set.of(Factor.SMS),
                        Optional.of(now),
                        List.of(password),
                        Optional.empty(),
                        Optional.empty()),
                    Optional.empty(),
                    RequestOrigin.SERVER));
  }

  private Sessions.Started signIn(
      PersonId person, String method, SignInId signIn, Optional<SsoSession> previous) {
    return bean(TransactionTemplate.class)
        .execute(_ ->
            bean(Sessions.class)
                .start(
                    new Sessions.Authenticated(person, signIn, method, Set.of(Factor.SMS)),
                    previous,
                    RequestOrigin.SERVER));
  }

  private static java.util.UUID id() {
    return TimeOrderedId.at(Instant.now(), new SecureRandom());
  }

  /** How often each kind of event is on the trail. */
  long events(String type) {
    return bean(JdbcClient.class)
        .sql("select count(*) from audit_event where type = :type")
        .param("type", type)
        .query(Long.class)
        .single();
  }

  /** The authorization of a client that began to wait for a sign-in last. */
  Waiting interaction(String client) {
    @SuppressWarnings("unchecked")
    RedisClusterCommands<String, byte[]> redis = bean(RedisClusterCommands.class);
    var found = new ArrayList<Waiting>();
    for (String key : redis.keys("sign-in:*")) {
      String id = key.substring("sign-in:{".length(), key.length() - 1);
      var waiting =
          Interactions.read(
              bean(Sealing.class)
                  .open(redis.hget(key, "w"), new SealedPlace("redis:signin", "purpose", id)));
      if (waiting.flatMap(each -> each.get("client_id")).equals(Optional.of(client))
          && seen.add(key)) {
        found.add(new Waiting(id, SignInId.parse(id)));
      }
    }
    return found.stream()
        .max(java.util.Comparator.comparing(waiting -> waiting.signIn().toString()))
        .orElseThrow();
  }

  /** An authorization waiting for a sign-in. */
  record Waiting(String id, SignInId signIn) {
    String resumePath() {
      return Endpoints.AUTHORIZE + "/resume?i=" + id;
    }
  }

  // ----- requests

  /** A good authorization request of a client. */
  static Map<String, String> authorization(String client, String redirectUri) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("client_id", client);
    parameters.put("redirect_uri", redirectUri);
    parameters.put("response_type", "code");
    parameters.put("scope", "openid");
    parameters.put("state", "af0ifjsldkj");
    parameters.put("nonce", "n-0S6_WzA2Mj");
    parameters.put("code_challenge", Fixtures.CHALLENGE);
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  /** The same with some parameters changed; an empty value leaves one out. */
  static Map<String, String> with(Map<String, String> parameters, String... changes) {
    var changed = new LinkedHashMap<>(parameters);
    for (int at = 0; at < changes.length; at += 2) {
      if (changes[at + 1].isEmpty()) {
        changed.remove(changes[at]);
      } else {
        changed.put(changes[at], changes[at + 1]);
      }
    }
    return changed;
  }

  public HttpResponse<String> get(String path, Map<String, String> query, String... cookies) {
    return send(request(path + (query.isEmpty() ? "" : "?" + form(query)), cookies).GET());
  }

  public HttpResponse<String> post(String path, Map<String, String> body, String... cookies) {
    return send(
        request(path, cookies)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(body))));
  }

  /** A form sent by a client that authenticates with its secret in the header. */
  HttpResponse<String> call(String path, String client, Map<String, String> body) {
    String credentials =
        Base64.getEncoder()
            .encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(body))));
  }

  HttpRequest.Builder request(String path, String... cookies) {
    var request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : issuer + path));
    if (cookies.length > 0) {
      request.header("Cookie", String.join("; ", cookies));
    }
    return request;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The code of a silent sign-on of a client that needs no agreement. */
  String code(String client, String redirectUri, String cookie, String... changes) {
    return query(
            get(
                Endpoints.AUTHORIZE,
                with(authorization(client, redirectUri), changes),
                sessionCookie(cookie)))
        .get("code");
  }

  static Map<String, String> codeGrant(String code, String redirectUri) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        redirectUri,
        "code_verifier",
        Fixtures.VERIFIER);
  }

  public static String sessionCookie(String value) {
    return Sessions.COOKIE + "=" + value;
  }

  /** Cookies that an answer sets, as the browser would send them. */
  public static String[] cookies(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .toArray(String[]::new);
  }

  public static String location(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElse("(none, " + response.statusCode() + ")");
  }

  /** Parameters of the address an answer redirects to. */
  static Map<String, String> query(HttpResponse<?> response) {
    return query(location(response));
  }

  static Map<String, String> query(String address) {
    String query = URI.create(address).getRawQuery();
    return Arrays.stream(query.split("&"))
        .map(each -> each.split("=", 2))
        .collect(
            Collectors.toMap(
                each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> json(HttpResponse<String> response) {
    return JSON.readValue(response.body(), Map.class);
  }

  /** Header and claims of a token, unverified. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> parts(Object token) {
    return Arrays.stream(token.toString().split("\\."))
        .limit(2)
        .map(part ->
            (Map<String, Object>) JSON.readValue(Base64.getUrlDecoder().decode(part), Map.class))
        .toList();
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
