package cn.tongxing.idp.audit.store;

import java.util.Optional;

/**
 * An event with its link.
 *
 * @param link empty where there is none
 * @param before hash of the link before; empty where that is not in the database
 */
public record LinkedRow(EventRow event, Optional<ChainRow> link, Optional<byte[]> before) {}
