package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL in {@code postgres/} of the data folder, on a loopback port, passwords by SCRAM. */
final class EmbeddedPostgres {

  static final String USER = "tongxing";
  static final String DATABASE = "tongxing";

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  private final DataFolder folder;
  private final Binaries binaries;
  private final Durability durability;
  private final Path home;
  private final Path cluster;
  private final Path log;
  private final Privileges privileges;

  EmbeddedPostgres(DataFolder folder, Binaries binaries, Durability durability) throws IOException {
    this.folder = folder;
    this.binaries = binaries;
    this.durability = durability;
    this.home = folder.directory("postgres");
    this.cluster = home.resolve("data");
    this.log = folder.log("postgres-control.log");
    this.privileges = Privileges.forPostgres(log);
  }

  /** Starts the server and makes sure that the database is there; returns the port. */
  int start(String password) throws IOException, SQLException {
    refuseFoldersOutOfReach();
    if (!Files.exists(cluster.resolve("PG_VERSION"))) {
      initialise(password);
    }
    stopOrphan();
    int port = folder.port("postgres");
    for (int attempt = 1; !startedOn(port); attempt++) {
      if (attempt == ATTEMPTS) {
        throw failed("could not be started");
      }
      port = folder.newPort("postgres");
    }
    createDatabase(port, password);
    return port;
  }

  void stop() throws IOException {
    var process = Daemon.find(processFile(), binaries.postgresProgram("postgres"));
    boolean stopped = control("stop", "-m", "fast", "-t", "30") == 0;
    if (process.isEmpty()) {
      return;
    }
    // pg_ctl is content when the process file is gone; the process takes a moment more
    if (!stopped || !Daemon.endsWithin(process.get(), Duration.ofSeconds(30))) {
      Daemon.stop(process.get(), Duration.ofSeconds(5));
    }
  }

  private Path processFile() {
    return cluster.resolve("postmaster.pid");
  }

  private void initialise(String password) throws IOException {
    var beside = home.resolve("data.partial");
    FileSystemUtils.deleteRecursively(beside);
    var passwordFile = home.resolve("initial-password");
    DataFolder.write(passwordFile, password + "\n", "rw-------");
    privileges.handOver(home);
    int exit =
        Command.run(
            privileges.wrap(
                List.of(
                    binaries.postgresProgram("initdb").toString(),
                    "--pgdata=" + beside,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-sync",
                    "--no-instructions")),
            log,
            LIMIT);
    Files.delete(passwordFile);
    if (exit != 0) {
      throw failed("could not create its data directory");
    }
    Files.writeString(
        beside.resolve("postgresql.conf"),
        "\ninclude = 'tongxing.conf'\n",
        StandardOpenOption.APPEND);
    Files.move(beside, cluster);
  }

  /**
   * A server left behind by a killed process is stopped, not adopted: nobody knows with which
   * settings it runs. A process file whose number belongs to another program is removed, because
   * PostgreSQL would take it for a running server.
   */
  void stopOrphan() throws IOException {
    if (Daemon.find(processFile(), binaries.postgresProgram("postgres")).isPresent()) {
      stop();
    }
    Files.deleteIfExists(processFile());
  }

  private boolean startedOn(int port) throws IOException {
    var settings = new ArrayList<String>();
    settings.add("listen_addresses = '127.0.0.1'");
    settings.add("port = " + port);
    settings.add("unix_socket_directories = ''");
    settings.add("max_connections = " + (durability == Durability.KEPT ? 100 : 400));
    settings.add("shared_buffers = 128MB");
    settings.add("timezone = 'UTC'");
    settings.add("log_timezone = 'UTC'");
    settings.add("password_encryption = 'scram-sha-256'");
    var durable = durability == Durability.KEPT ? "on" : "off";
    settings.add("fsync = " + durable);
    settings.add("synchronous_commit = " + durable);
    settings.add("full_page_writes = " + durable);
    DataFolder.write(
        cluster.resolve("tongxing.conf"), String.join("\n", settings) + "\n", "rw-------");
    privileges.handOver(home);
    return control("start", "-t", "60", "-l", home.resolve("server.log").toString()) == 0;
  }

  private int control(String action, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(binaries.postgresProgram("pg_ctl").toString());
    command.addAll(List.of(action, "-w", "-D", cluster.toString()));
    command.addAll(List.of(options));
    return Command.run(privileges.wrap(command), log, LIMIT);
  }

  private static void createDatabase(int port, String password) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (var connection = DriverManager.getConnection(url, USER, password);
        var statement = connection.createStatement()) {
      var found =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'");
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private void refuseFoldersOutOfReach() throws IOException {
    for (var needed : List.of(binaries.postgresProgram("initdb"), home)) {
      if (!privileges.reaches(needed, log)) {
        throw new FailureAnalyzedException(
            "PostgreSQL does not run as root, this system forbids user namespaces, and the user "
                + "nobody, who is to run it, cannot reach "
                + needed
                + ".",
            "Run as another user than root, move the folder to where everybody may pass, or let"
                + " everybody pass (chmod o+x) through the folders above it.");
      }
    }
  }

  private FailureAnalyzedException failed(String what) {
    return new FailureAnalyzedException(
        "The embedded PostgreSQL "
            + what
            + ".\n"
            + Command.tail(log)
            + "\n"
            + Command.tail(home.resolve("server.log")),
        "Read the logs above; or configure your own with spring.datasource.url.");
  }
}
