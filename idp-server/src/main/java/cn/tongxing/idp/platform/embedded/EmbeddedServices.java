package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * A running PostgreSQL and Redis of our own. Both listen on loopback only. {@link #close} stops
 * them; when the process is killed instead, the next start on the same folder stops what was left
 * behind and carries on with the same data.
 */
public final class EmbeddedServices implements AutoCloseable {

  private final DataFolder folder;
  private final EmbeddedPostgres postgres;
  private final EmbeddedRedis redis;
  private final ServiceAddresses addresses;
  private boolean closed;

  private EmbeddedServices(
      DataFolder folder,
      EmbeddedPostgres postgres,
      EmbeddedRedis redis,
      ServiceAddresses addresses) {
    this.folder = folder;
    this.postgres = postgres;
    this.redis = redis;
    this.addresses = addresses;
  }

  /**
   * Starts both and waits until they answer.
   *
   * @throws FailureAnalyzedException when another running server uses the data folder, when the
   *     platform is not supported, or when a service does not start; the message says what to do
   */
  public static EmbeddedServices start(EmbeddedSettings settings) {
    try {
      var folder = DataFolder.open(settings.dataFolder());
      try {
        return start(folder, settings);
      } catch (IOException | SQLException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new FailureAnalyzedException(
          "The embedded services could not be started: " + e.getMessage(),
          "Check that the folder " + settings.dataFolder() + " can be written.",
          e);
    }
  }

  private static EmbeddedServices start(DataFolder folder, EmbeddedSettings settings)
      throws IOException, SQLException {
    var binaries = Binaries.in(settings.binariesFolder());
    var postgres = new EmbeddedPostgres(folder, binaries, settings.durability());
    var redis = new EmbeddedRedis(folder, binaries, settings.durability());
    try {
      var postgresPassword = folder.password("postgres");
      var redisPassword = folder.password("redis");
      int redisPort = redis.start(redisPassword);
      int postgresPort = postgres.start(postgresPassword);
      return new EmbeddedServices(
          folder,
          postgres,
          redis,
          DataFolder.addresses(postgresPort, postgresPassword, redisPort, redisPassword));
    } catch (IOException | SQLException | RuntimeException e) {
      redis.stop();
      postgres.stop();
      throw e;
    }
  }

  /** The addresses of the services that another running server has started on this folder. */
  public static Optional<ServiceAddresses> running(Path dataFolder) {
    try {
      return DataFolder.isInUse(dataFolder)
          ? Optional.of(DataFolder.addressesIn(dataFolder))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops what a killed server left running on a folder that nobody uses now. */
  public static void stopLeftBehind(EmbeddedSettings settings) {
    try (var folder = DataFolder.open(settings.dataFolder())) {
      var binaries = Binaries.in(settings.binariesFolder());
      new EmbeddedRedis(folder, binaries, settings.durability()).stop();
      new EmbeddedPostgres(folder, binaries, settings.durability()).stopOrphan();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ServiceAddresses addresses() {
    return addresses;
  }

  /** Stops both services and frees the folder. The second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (folder) {
      redis.stop();
      postgres.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
