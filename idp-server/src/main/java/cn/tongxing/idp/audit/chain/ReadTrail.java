package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.EventRow;
import cn.tongxing.idp.audit.store.LinkedEvents;
import cn.tongxing.idp.audit.store.LinkedRow;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Shows events as they stand, each beside its own link. */
final class ReadTrail implements TrailReading {

  private final LinkedEvents events;
  private final ChainSeal seal;
  private final Audit audit;

  ReadTrail(LinkedEvents events, ChainSeal seal, Audit audit) {
    this.events = events;
    this.seal = seal;
    this.audit = audit;
  }

  @Override
  public List<Seen> read(Wanted wanted, Optional<UUID> after, int most, Reader reader) {
    List<Seen> page = events.read(wanted, after, most).stream().map(this::seen).toList();
    // committed by itself before anything is shown; after the read, or the page would hold it
    audit.record(told(wanted, reader));
    return page;
  }

  private static AuditEvent told(Wanted wanted, Reader reader) {
    AuditEvent who =
        AuditEvent.of(AuditEventType.TRAIL_READ, reader.origin())
            .detail("operator", reader.operator())
            .detail("reason", reader.reason())
            .detail("since", wanted.since().toString())
            .detail("until", wanted.until().toString());
    AuditEvent kind = wanted.type().map(type -> who.detail("event", type.code())).orElse(who);
    AuditEvent about = wanted.person().map(kind::person).orElse(kind);
    // no event of that sign-in, or the next page would hold it
    return wanted
        .signIn()
        .map(one -> about.detail("sign-in", one.value().toString()))
        .orElse(about);
  }

  private Seen seen(LinkedRow row) {
    EventRow event = row.event();
    return new Seen(
        event.key().event(),
        event.occurredAt(),
        event.type(),
        new RequestOrigin(event.address(), event.userAgent()),
        about(event),
        details(event.details()),
        row.link().map(link -> OptionalLong.of(link.position())).orElseGet(OptionalLong::empty),
        link(row));
  }

  private Link link(LinkedRow row) {
    if (row.link().isEmpty()) {
      return Link.WAITS;
    }
    ChainRow link = row.link().get();
    Optional<byte[]> before =
        link.position() == 1 ? Optional.of(ChainRow.BEGINNING.hash()) : row.before();
    return before
        .map(hash -> seal.link(hash, CanonicalRow.of(row.event())))
        .map(made -> Arrays.equals(made, link.hash()) ? Link.HOLDS : Link.BROKEN)
        .orElse(Link.UNCHECKED);
  }

  private static Map<String, String> about(EventRow event) {
    Map<String, String> about = new LinkedHashMap<>();
    put(about, "person", event.person());
    put(about, "client", event.client());
    put(about, "sign-in", event.signIn());
    put(about, "session", event.session());
    put(about, "grant", event.grant());
    return about;
  }

  private static void put(Map<String, String> about, String name, @Nullable Object value) {
    if (value != null) {
      about.put(name, value.toString());
    }
  }

  /** Whoever changed the text may have left no JSON of it. */
  private static Map<String, String> details(String text) {
    try {
      return JsonMapper.shared().readValue(text, new TypeReference<Map<String, String>>() {});
    } catch (JacksonException changed) {
      return Map.of("unreadable", text);
    }
  }
}
