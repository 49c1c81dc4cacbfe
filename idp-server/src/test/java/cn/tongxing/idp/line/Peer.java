package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.line.Department.Endpoints;
import cn.tongxing.idp.testing.Finished;
import cn.tongxing.idp.testing.OwnRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * oidc-provider as one Node process on a Redis of its own: nothing durable, no audit. A bar, not a
 * model.
 */
final class Peer implements AutoCloseable {

  private static final Path SOURCES = Path.of("src/test/peer/oidc-provider");
  private static final int PEOPLE = 10_000;
  private static final Endpoints ENDPOINTS =
      new Endpoints("/auth", "/token", "/token/introspection", "/me", "openid profile");

  private final OwnRedis redis;
  private final Process node;
  private final URI issuer;
  private final Department department;
  private final HttpClient browsers =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final AtomicInteger nextPerson = new AtomicInteger();
  private final Walker[] signedIn = new Walker[ClosedLoop.WORKERS];
  private final JsonNode[] tokens = new JsonNode[ClosedLoop.WORKERS];

  private Peer(OwnRedis redis, Process node, URI issuer) {
    this.redis = redis;
    this.node = node;
    this.issuer = issuer;
    this.department = Department.registered(issuer, "department", "department-secret", ENDPOINTS);
  }

  /**
   * Its programs, from npm where they are not there yet.
   *
   * @param folder is kept from run to run
   */
  static void install(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (String each : List.of("package.json", "server.mjs")) {
      Files.copy(SOURCES.resolve(each), folder.resolve(each), StandardCopyOption.REPLACE_EXISTING);
    }
    Process npm =
        new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    Finished installed = Finished.of(npm, Duration.ofMinutes(5));
    if (installed.exit() != 0) {
      throw new IllegalStateException("npm install: " + installed.output());
    }
  }

  /** Started, with every worker signed in. */
  static Peer start(Path folder, String hash) throws IOException {
    OwnRedis redis = OwnRedis.start();
    int port = freePort();
    var builder =
        new ProcessBuilder("node", "server.mjs")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("peer-" + hash + ".log").toFile());
    builder.environment().put("PORT", Integer.toString(port));
    builder.environment().put("REDIS_PORT", Integer.toString(URI.create(redis.uri()).getPort()));
    builder.environment().put("HASH", hash);
    builder.environment().put("NODE_ENV", "production");
    var peer = new Peer(redis, builder.start(), URI.create("http://127.0.0.1:" + port));
    try {
      peer.signIn(folder.resolve("peer-" + hash + ".log"));
    } catch (RuntimeException | AssertionError e) {
      peer.close();
      throw e;
    }
    return peer;
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void signIn(Path log) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> {
          assertThat(node.isAlive()).as(Files.readString(log)).isTrue();
          return Files.readString(log).contains("listening on");
        });
    for (int worker = 0; worker < ClosedLoop.WORKERS; worker++) {
      signedIn[worker] = new Walker(issuer, browsers);
      tokens[worker] = byPassword(signedIn[worker]);
    }
  }

  /** By the names that ours have, as far as both do them. */
  Map<String, ClosedLoop.Operation> operations() {
    Map<String, ClosedLoop.Operation> operations = new LinkedHashMap<>();
    operations.put("S1 discovery + JWKS", _ -> discovery());
    operations.put("S2 client credentials, RS256", _ -> department.ownToken());
    operations.put("S3 sign-in by password, RS256", _ -> byPassword(browser()));
    operations.put("S4 silent sign-on, RS256", this::silent);
    operations.put("S5 refresh, RS256", this::refresh);
    operations.put("S6 introspection", worker -> department.introspect(access(worker)));
    operations.put("S7 userinfo", worker -> department.userInfo(access(worker)));
    operations.put("S8 mix", this::mix);
    operations.put("S9 up to the sign-in page", _ -> browser().open(department.authorize()));
    return operations;
  }

  private void mix(int worker) {
    int dice = ThreadLocalRandom.current().nextInt(100);
    if (dice < 5) {
      byPassword(browser());
    } else if (dice < 35) {
      silent(worker);
    } else if (dice < 65) {
      refresh(worker);
    } else if (dice < 90) {
      department.userInfo(access(worker));
    } else {
      department.introspect(access(worker));
    }
  }

  private void discovery() {
    department.get("/.well-known/openid-configuration");
    department.get("/jwks");
  }

  private Walker browser() {
    return new Walker(issuer, browsers);
  }

  private JsonNode byPassword(Walker browser) {
    browser.open(department.authorize());
    String user = "user%05d".formatted(nextPerson.getAndIncrement() % PEOPLE);
    return department.redeem(
        browser.submit(Map.of("username", user, "password", "Bench-Passw0rd!")).location());
  }

  private void silent(int worker) {
    department.redeem(signedIn[worker].open(department.authorize()).location());
  }

  private void refresh(int worker) {
    tokens[worker] = department.refresh(tokens[worker].get("refresh_token").asString());
  }

  void renewTokens() {
    for (int worker = 0; worker < ClosedLoop.WORKERS; worker++) {
      refresh(worker);
    }
  }

  private String access(int worker) {
    return tokens[worker].get("access_token").asString();
  }

  ProcessorTime time() {
    return ProcessorTime.of(node.toHandle(), redis.process());
  }

  /** With its Redis, which is all it keeps anything in; in MiB. */
  double memory() throws IOException {
    return ProcessorTime.resident(node.toHandle()) + ProcessorTime.resident(redis.process());
  }

  @Override
  public void close() {
    node.destroy();
    try {
      if (!node.waitFor(10, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    department.close();
    redis.close();
  }
}
