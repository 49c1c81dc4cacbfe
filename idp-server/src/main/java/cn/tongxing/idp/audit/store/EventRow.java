package cn.tongxing.idp.audit.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param key where it stands in the order of sealing
 * @param details canonical JSON
 */
public record EventRow(
    EventKey key,
    Instant occurredAt,
    String type,
    String address,
    String userAgent,
    @Nullable UUID person,
    @Nullable String client,
    @Nullable UUID session,
    @Nullable UUID grant,
    @Nullable UUID signIn,
    String details) {}
