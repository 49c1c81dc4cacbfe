package cn.tongxing.idp.line;

import cn.tongxing.idp.platform.TongxingServer;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.sample.SampleApps;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that {@code ./idp demo} starts, in this JVM, on free ports, over a database and a
 * Redis of its own.
 */
final class RunningLine implements AutoCloseable {

  private final UpstreamSimulator simulator;
  private final SampleApps apps;
  private final ConfigurableApplicationContext server;
  private final URI issuer;
  private final String redis;

  private RunningLine(
      UpstreamSimulator simulator,
      SampleApps apps,
      ConfigurableApplicationContext server,
      URI issuer,
      String redis) {
    this.simulator = simulator;
    this.apps = apps;
    this.server = server;
    this.issuer = issuer;
    this.redis = redis;
  }

  /** Starts all four; further settings of the server as {@code --name=value}. */
  static RunningLine start(Path folder, String... settings) {
    try {
      Path secrets = Files.createDirectories(folder.resolve("secrets"));
      writeSecret(secrets.resolve("hospital.secret"));
      writeSecret(secrets.resolve("housing-fund.secret"));
      UpstreamSimulator simulator =
          UpstreamSimulator.start(
              SimulatorSettings.inMemory(InstantSource.system(), new SecureRandom())
                  .withSlowness(Duration.ofSeconds(8)));
      Path account = folder.resolve("sms-provider.properties");
      writeProperties(account, simulator.smsProperties());
      int port = freePort();
      URI issuer = URI.create("http://localhost:" + port);
      SampleApps apps = SampleApps.start(issuer, 0, 0, secrets, Optional.of(account));
      TestDatabase database = TestServices.newDatabase();
      String redis = TestServices.freshRedisUri();
      List<String> arguments = new ArrayList<>(Arrays.asList(settings));
      arguments.add("--spring.profiles.active=demo");
      arguments.add("--server.port=" + port);
      arguments.add("--idp.issuer=" + issuer);
      arguments.add("--idp.data-folder=" + folder);
      arguments.add("--idp.sample.secrets-folder=" + secrets);
      arguments.add("--idp.sample.hospital-uri=" + apps.hospitalAddress());
      arguments.add("--idp.sample.fund-uri=" + apps.fundAddress());
      arguments.add("--spring.datasource.url=" + database.jdbcUrl());
      arguments.add("--spring.datasource.username=" + database.user());
      arguments.add("--spring.datasource.password=" + database.password());
      arguments.add("--idp.redis.uri=" + redis);
      add(arguments, simulator.policeProperties());
      add(arguments, simulator.smsProperties());
      add(arguments, simulator.carrierProperties());
      ConfigurableApplicationContext server =
          SpringApplication.run(TongxingServer.class, arguments.toArray(String[]::new));
      return new RunningLine(simulator, apps, server, issuer, redis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UpstreamSimulator simulator() {
    return simulator;
  }

  URI issuer() {
    return issuer;
  }

  URI hospital() {
    return apps.hospitalAddress();
  }

  URI fund() {
    return apps.fundAddress();
  }

  String redisUri() {
    return redis;
  }

  JdbcClient database() {
    return server.getBean(JdbcClient.class);
  }

  <T> T bean(Class<T> type) {
    return server.getBean(type);
  }

  /** How often each kind of event is in the trail. */
  long events(String type) {
    return database()
        .sql("select count(*) from audit_event where type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }

  /** The types of the events of one sign-in, oldest first. */
  List<String> trail(UUID signIn) {
    return database()
        .sql("select type from audit_event where sign_in = ? order by id")
        .param(signIn)
        .query(String.class)
        .list();
  }

  /** How many rows a table has. */
  long rows(String table) {
    return database().sql("select count(*) from " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    server.close();
    apps.close();
    simulator.close();
  }

  private static void add(List<String> arguments, Map<String, String> properties) {
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
  }

  private static void writeSecret(Path file) throws IOException {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static void writeProperties(Path file, Map<String, String> properties)
      throws IOException {
    List<String> lines = new ArrayList<>();
    properties.forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(file, lines);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
