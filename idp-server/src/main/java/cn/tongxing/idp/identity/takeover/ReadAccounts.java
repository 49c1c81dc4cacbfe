package cn.tongxing.idp.identity.takeover;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Account;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** An account as the table looks at it. */
@Component
class ReadAccounts {

  /**
   * What anybody can have who has seen an identity card and holds some phone; what was polled, who
   * has made somebody scan a code.
   */
  private static final Set<Method> FOR_ANYBODY =
      EnumSet.of(Method.NAME_NUMBER_MATCH, Method.TRAVEL_DOCUMENT_MATCH, Method.PHONE_POSSESSION);

  private final ProfileRows profiles;
  private final EvidenceRows evidence;
  private final HolderRows holders;
  private final InstantSource clock;

  ReadAccounts(
      ProfileRows profiles, EvidenceRows evidence, HolderRows holders, InstantSource clock) {
    this.profiles = profiles;
    this.evidence = evidence;
    this.holders = holders;
    this.clock = clock;
  }

  /** Also of one that is frozen; empty for who may not use the service. */
  Optional<Account> of(PersonId person) {
    Instant now = clock.instant();
    return profiles
        .alsoFrozen(person)
        .map(stored ->
            new Account(
                LevelPolicy.level(stored.evidence(), now),
                isForAnybody(person, stored.evidence()),
                stored.phones().stream().map(each -> registeredTo(stored, each, now)).toList()));
  }

  /** Where all was withdrawn nothing holds the account any more: it stays open to its owner. */
  private boolean isForAnybody(PersonId person, List<CountedEvidence> counted) {
    return counted.isEmpty()
        ? evidence.isAnyWithdrawn(person)
        : counted.stream()
            .allMatch(each ->
                each.channel() == AnswerChannel.POLLED || FOR_ANYBODY.contains(each.method()));
  }

  private RegisteredTo registeredTo(StoredProfile stored, PhoneNumber phone, Instant now) {
    List<RegisteredTo> said =
        stored.documents().stream().flatMap(each -> said(each, phone, now).stream()).toList();
    if (said.contains(RegisteredTo.THEIRS)) {
      return RegisteredTo.THEIRS;
    }
    return said.isEmpty() ? RegisteredTo.UNKNOWN : RegisteredTo.ANOTHERS;
  }

  private Optional<RegisteredTo> said(IdentityDocument document, PhoneNumber phone, Instant now) {
    return holders.known(document, phone, now).map(known -> known.answer().holder());
  }
}
