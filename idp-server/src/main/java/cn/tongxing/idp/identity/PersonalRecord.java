package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person is shown of their own account.
 *
 * @param decisive the evidence that the level comes from, the latest of equals; empty if none
 *     counts
 * @param phones that codes can be sent to, the one bound last first
 * @param passwordSetAt empty without a password
 * @param passkeys the oldest first
 * @param links upstreams' accounts that sign the person in, the oldest first
 */
public record PersonalRecord(
    Optional<PersonName> name,
    IdentityAssurance level,
    Optional<Decisive> decisive,
    List<PhoneNumber> phones,
    Optional<Instant> passwordSetAt,
    List<Passkey> passkeys,
    List<Link> links) {
  public PersonalRecord {
    phones = List.copyOf(phones);
    passkeys = List.copyOf(passkeys);
    links = List.copyOf(links);
  }

  /** The adapters by which a linked upstream account signs the person in. */
  public Set<String> linkedBy() {
    return links.stream().map(Link::adapter).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * An upstream's account that signs the person in.
   *
   * @param way by which it was linked: its adapter's id, or that of another door
   * @param lastUsedAt when it last did; empty if it never has since it was linked
   */
  public record Link(
      UUID id, String adapter, String way, Instant linkedAt, Optional<Instant> lastUsedAt) {}

  /** What was done to be sure of the person, and when. */
  public record Decisive(EvidenceItem.Method method, Instant establishedAt) {}

  /**
   * A passkey as its owner knows it.
   *
   * @param label what they or their device called it
   * @param countedBackAt when it last looked as if there were a copy; empty if never
   */
  public record Passkey(
      UUID id,
      String label,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> countedBackAt) {}
}
