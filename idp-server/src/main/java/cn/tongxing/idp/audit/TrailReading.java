package cn.tongxing.idp.audit;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Reads the trail for an operator who looks into a case: what is in the database, in the order of
 * time. Every page is in the trail itself before it is seen, with who read it and why.
 */
public interface TrailReading {

  /**
   * A page.
   *
   * @param after only what comes after this event; empty for the first page
   * @param most how many at most
   */
  List<Seen> read(Wanted wanted, Optional<UUID> after, int most, Reader reader);

  /**
   * Who reads, and why: codes of the operator's own records, nothing personal.
   *
   * @param reason a code, or the number of a case
   */
  record Reader(String operator, String reason, RequestOrigin origin) {}

  /**
   * Which events; all that is named has to fit.
   *
   * @param since nothing earlier
   * @param until nothing then or later
   */
  record Wanted(
      Optional<PersonId> person,
      Optional<SignInId> signIn,
      Optional<AuditEventType> type,
      Instant since,
      Instant until) {}

  /**
   * An event as it stands in the table.
   *
   * @param type a code of the catalogue, if nobody changed it
   * @param about ids of whom and what it is about, by name
   * @param position in the chain; empty while it is too young to be linked
   */
  record Seen(
      UUID id,
      Instant at,
      String type,
      RequestOrigin origin,
      Map<String, String> about,
      Map<String, String> details,
      OptionalLong position,
      Link link) {
    public Seen {
      about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
  }

  /** Whether an event is what its own link was made of. The whole chain is the verifier's. */
  enum Link {
    HOLDS,
    /** The event, its link or the one before was changed after it was sealed. */
    BROKEN,
    /** The link before is in an archive, or gone. */
    UNCHECKED,
    /** There is none yet. */
    WAITS
  }
}
