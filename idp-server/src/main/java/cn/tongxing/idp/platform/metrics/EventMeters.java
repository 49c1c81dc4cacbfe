package cn.tongxing.idp.platform.metrics;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.AuditListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters from the audit trail, so that what is counted is what is recorded: {@code idp.events} by
 * type, and the business meters {@code idp.login}, {@code idp.otp.sent} and {@code idp.token}. No
 * tag holds anything about a person. Safe for concurrent use.
 */
final class EventMeters implements AuditListener {

  /** Clients with a series of their own; the others share one, so that series stay bounded. */
  static final int MOST_CLIENTS = 200;

  static final String EVENTS = "idp.events";

  private static final String OTHER = "other";
  private static final String NONE = "none";

  private static final Map<AuditEventType, String> LOGIN =
      Map.of(
          AuditEventType.SIGN_IN_COMPLETED, "success",
          AuditEventType.SIGN_IN_REFUSED, "refused",
          AuditEventType.SIGN_IN_LIMITED, "limited");

  private static final Map<AuditEventType, Tags> TOKEN =
      Map.of(
          AuditEventType.CODE_REDEEMED, Tags.of("grant", "authorization_code", "result", "success"),
          AuditEventType.CODE_REFUSED, Tags.of("grant", "authorization_code", "result", "refused"),
          AuditEventType.CODE_REPLAYED, Tags.of("grant", "authorization_code", "result", "replay"),
          AuditEventType.TOKEN_REFRESHED, Tags.of("grant", "refresh_token", "result", "success"),
          AuditEventType.REFRESH_REUSED, Tags.of("grant", "refresh_token", "result", "replay"),
          AuditEventType.TOKEN_ISSUED, Tags.of("grant", "client_credentials", "result", "success"));

  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Set<String> clients = ConcurrentHashMap.newKeySet();

  private record Key(String name, Tags tags) {}

  EventMeters(MeterRegistry registry) {
    this.registry = registry;
    // from the beginning, so that an alarm sees the first of a kind as a change from nothing
    for (AuditEventType type : AuditEventType.values()) {
      counter(EVENTS, Tags.of("type", type.code()));
    }
  }

  @Override
  public void recorded(AuditEvent event) {
    AuditEventType type = event.type();
    count(EVENTS, Tags.of("type", type.code()));
    String login = LOGIN.get(type);
    if (login != null) {
      count("idp.login", Tags.of("method", way(event), "result", login, "client", client(event)));
    }
    Tags token = TOKEN.get(type);
    if (token != null) {
      count("idp.token", token);
    }
    if (type == AuditEventType.SMS_SENT) {
      count("idp.otp.sent", Tags.of("way", way(event)));
    }
  }

  private static String way(AuditEvent event) {
    return event.details().getOrDefault("way", NONE);
  }

  private String client(AuditEvent event) {
    if (event.client() == null) {
      return NONE;
    }
    String id = event.client().value();
    if (clients.contains(id)) {
      return id;
    }
    return clients.size() < MOST_CLIENTS && clients.add(id) ? id : OTHER;
  }

  private void count(String name, Tags tags) {
    counter(name, tags).increment();
  }

  private Counter counter(String name, Tags tags) {
    return counters.computeIfAbsent(
        new Key(name, tags), _ -> Counter.builder(name).tags(tags).register(registry));
  }
}
