package cn.tongxing.idp.platform.embedded;

import java.nio.file.Path;

/**
 * What to start and where.
 *
 * @param dataFolder survives restarts; used by one running server at a time
 * @param binariesFolder where PostgreSQL and Redis are unpacked once; may be shared by data folders
 */
public record EmbeddedSettings(Path dataFolder, Path binariesFolder, Durability durability) {

  /** Durable data, with the binaries beside it in {@code bin}. */
  public static EmbeddedSettings keptIn(Path dataFolder) {
    return new EmbeddedSettings(dataFolder, dataFolder.resolve("bin"), Durability.KEPT);
  }
}
