package cn.tongxing.idp.audit;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the trail holds of one person, for that person's own eyes. */
public interface OwnTrail {

  /**
   * Events about a person, the newest first. One walk down an index, over the months asked for.
   *
   * @param since nothing older
   * @param before only what is older than this event; empty for the newest
   * @param most how many at most
   */
  List<Entry> newest(
      PersonId person, Set<AuditEventType> types, Instant since, Optional<UUID> before, int most);

  /** One event; the client is where the person was going, if anywhere. */
  record Entry(
      UUID id,
      AuditEventType type,
      Instant at,
      RequestOrigin origin,
      Optional<ClientId> client,
      Optional<SessionId> session,
      Map<String, String> details) {
    public Entry {
      details = Map.copyOf(details);
    }
  }
}
