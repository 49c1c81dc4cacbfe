package cn.tongxing.idp.keys.sealing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the key-encryption key is.
 *
 * @param keyEncryptionKeyFile 32 random bytes in base64, readable by the server's user (and group)
 *     only; the start is refused without
 * @param generateMissing whether a missing file is made, as long as the database is new: for
 *     demonstrations and tests
 */
@ConfigurationProperties("idp.keys")
record SealingSettings(@Nullable Path keyEncryptionKeyFile, boolean generateMissing) {}
