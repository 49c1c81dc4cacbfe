package cn.tongxing.idp.audit.store;

import java.time.Instant;

/**
 * A signed statement of what the chain was.
 *
 * @param position the last link it covers
 */
public record CheckpointRow(long position, Instant signedAt, String jws) {}
