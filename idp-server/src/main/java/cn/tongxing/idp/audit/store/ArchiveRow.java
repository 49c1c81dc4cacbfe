package cn.tongxing.idp.audit.store;

import java.time.Instant;

/**
 * Where an archive ends.
 *
 * @param position the last link in it
 * @param file its name
 * @param jws the signed statement
 */
public record ArchiveRow(long position, String file, Instant archivedAt, String jws) {}
