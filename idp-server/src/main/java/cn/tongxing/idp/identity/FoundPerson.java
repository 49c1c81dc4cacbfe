package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as an operator is shown it, whatever its standing. Name, documents and phones print
 * masked.
 *
 * @param partOf whose part it became by a merge
 * @param parts whom merges that can be undone made part of it
 * @param unproven those of the documents of which all evidence that named them was withdrawn
 * @param evidence the pieces that count now, the one the level comes from first
 * @param withdrawn the pieces that were withdrawn, in the order of that
 * @param takeOvers those that came about, undone or not, the first one first
 */
public record FoundPerson(
    PersonId id,
    State state,
    Instant openedAt,
    Optional<PersonId> partOf,
    List<Part> parts,
    Optional<Frozen> frozen,
    Optional<PersonName> name,
    List<IdentityDocument> documents,
    List<IdentityDocument> unproven,
    IdentityAssurance level,
    List<Evidence> evidence,
    List<Withdrawn> withdrawn,
    List<TakenOver> takeOvers,
    Ways ways,
    Waiting waiting) {
  public FoundPerson {
    parts = List.copyOf(parts);
    documents = List.copyOf(documents);
    unproven = List.copyOf(unproven);
    evidence = List.copyOf(evidence);
    withdrawn = List.copyOf(withdrawn);
    takeOvers = List.copyOf(takeOvers);
  }

  /** Whether the account may be used; freezing is besides. */
  public enum State {
    ACTIVE,
    DISABLED,
    CLOSED,
    /** Became part of another one. */
    MERGED
  }

  /** An account that became part of this one. */
  public record Part(PersonId id, Instant since) {}

  /**
   * A freeze that has not ended.
   *
   * @param by whose wish it was: owner, hotline or counter
   * @param endsAt when it ends by itself; empty if it does not
   */
  public record Frozen(String by, Instant since, Optional<Instant> endsAt) {}

  /** What was done to be sure of the person. */
  public record Evidence(Method method, String source, Instant establishedAt) {}

  /** What counts no more, for ever. */
  public record Withdrawn(Method method, String source, Instant at) {}

  /**
   * The account was given to whose it is.
   *
   * @param undoneAt empty if it stands
   */
  public record TakenOver(Instant at, Optional<Instant> undoneAt) {}

  /**
   * What signs in.
   *
   * @param phones the one bound last first
   * @param upstreams by which ways accounts were linked: an adapter's id, or another door's
   */
  public record Ways(
      List<PhoneNumber> phones, boolean password, int passkeys, List<String> upstreams) {
    public Ways {
      phones = List.copyOf(phones);
      upstreams = List.copyOf(upstreams);
    }
  }

  /** What waits for its 48 hours. */
  public record Waiting(Optional<PhoneChange> phoneChange, Optional<Instant> takeOverDueAt) {}

  /** A change to this phone. */
  public record PhoneChange(PhoneNumber phone, Instant dueAt) {}
}
