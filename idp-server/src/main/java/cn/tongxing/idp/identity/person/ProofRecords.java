package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts.Paper;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.person.Claims.Prepared;
import cn.tongxing.idp.identity.person.Claims.Source;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.DocumentRows.NewDocument;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.EvidenceRows.NewEvidence;
import cn.tongxing.idp.identity.store.PersonKeyRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows.Made;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Writes down what a proof established, each part with its audit event. */
@Component
class ProofRecords {

  private static final Set<Factor> POSSESSIONS =
      EnumSet.of(
          Factor.SMS,
          Factor.UPSTREAM_ACCOUNT,
          Factor.NETWORK_CREDENTIAL,
          Factor.HARDWARE_KEY,
          Factor.SOFTWARE_KEY,
          Factor.COUNTER);

  private final PersonRows persons;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;
  private final DocumentRows documents;
  private final UpstreamLinkRows links;
  private final EndedLinkRows ended;
  private final EvidenceRows evidence;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;
  private final PhoneChanges changes;
  private final Claims claims;
  private final Notices notices;
  private final TellPeers peers;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  ProofRecords(
      PersonRows persons,
      PersonSealing sealing,
      PersonKeyRows keys,
      DocumentRows documents,
      UpstreamLinkRows links,
      EndedLinkRows ended,
      EvidenceRows evidence,
      PhoneRows phones,
      PhoneFreshness freshness,
      PhoneChanges changes,
      Claims claims,
      Notices notices,
      TellPeers peers,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.persons = persons;
    this.sealing = sealing;
    this.keys = keys;
    this.documents = documents;
    this.links = links;
    this.ended = ended;
    this.evidence = evidence;
    this.phones = phones;
    this.freshness = freshness;
    this.changes = changes;
    this.claims = claims;
    this.notices = notices;
    this.peers = peers;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A proof made ready to be written for a new person: everything sealed, nothing decided. What is
   * written for somebody who exists is sealed again, under their key.
   *
   * @param key of the new person
   * @param evidence the ids that its pieces will have
   */
  record Draft(
      Proof proof,
      SignInId signIn,
      RequestOrigin browser,
      Instant at,
      PersonKey key,
      List<UUID> evidence,
      List<Prepared> claims,
      List<Proven> documents) {}

  /**
   * A document, sealed, from the strongest piece that names it.
   *
   * @param naming every piece that does
   */
  record Proven(Paper paper, NewDocument row, Origin origin, List<UUID> naming) {}

  Draft draft(Proof proof, SignInId signIn, RequestOrigin browser) {
    Instant now = clock.instant();
    List<UUID> ids = proof.evidence().stream().map(_ -> freshId(now)).toList();
    List<Source> sources = Claims.sources(proof, isPossessed(proof), ids, now);
    PersonKey key = sealing.newKey(new PersonId(freshId(now)));
    return new Draft(
        proof,
        signIn,
        browser,
        now,
        key,
        ids,
        claims.prepare(key, sources, now),
        proof.facts().documents().stream().map(each -> proven(key, each, sources, now)).toList());
  }

  private Proven proven(
      PersonKey key, IdentityDocument document, List<Source> sources, Instant now) {
    List<Source> naming =
        sources.stream().filter(each -> each.facts().documents().contains(document)).toList();
    Source source = Claims.strongest(naming, _ -> true).orElseThrow();
    Paper paper =
        source.facts().papers().stream()
            .filter(each -> each.document().equals(document))
            .findFirst()
            .orElseThrow();
    return new Proven(
        paper,
        documents.prepare(key, freshId(now), paper),
        source.origin(),
        naming.stream().map(each -> each.origin().evidence()).toList());
  }

  PersonId create(Draft draft) {
    PersonId id = draft.key().person();
    persons.insert(draft.key(), draft.at());
    record(draft, id, AuditEventType.PERSON_REGISTERED, "way", draft.proof().way());
    appendEvidence(id, draft);
    for (Proven document : draft.documents()) {
      mustHave(
          documents.insert(id, document.row(), document.origin(), document.naming(), draft.at()));
    }
    link(draft::key, draft, unlinked(draft), true);
    claims.add(id, draft.claims(), draft.at());
    bindPhone(id, draft::key, draft);
    peers.registered(id, draft.proof(), draft.at());
    return id;
  }

  /** A way to sign in from now on, and no evidence: nobody said that it is the same person. */
  void join(PersonId id, Draft draft) {
    persons.touch(id, draft.at());
    addLink(id, keys.once(id), draft, false);
  }

  /** The person came by such a way. */
  void cameByWay(PersonId id, Draft draft) {
    usedLinks(draft);
    usedPhone(id, draft);
  }

  /** The phone of the proof, for an account whose earlier ones have just ended. */
  void beginAnew(PersonId id, Draft draft) {
    if (draft.proof().possessedPhone().filter(phone -> phones.isBound(id, phone)).isEmpty()) {
      bindPhone(id, keys.once(id), draft);
    }
  }

  /**
   * Adds to a person who was recognised: evidence, and what the proof says anew.
   *
   * @param shown what makes it the person's
   */
  void append(PersonId id, Draft draft, Shown shown) {
    boolean byLinkAlone = RecognitionPolicy.byLinkAlone(shown);
    Optional<IdentityAssurance> before = peers.level(id);
    Supplier<PersonKey> key = keys.once(id);
    persons.touch(id, draft.at());
    usedLinks(draft);
    appendEvidence(id, draft);
    for (ClaimKind kind : claims.judge(id, key, draft.claims(), byLinkAlone, draft.at())) {
      record(draft, id, AuditEventType.CLAIM_CONTRADICTED, "claim", kind.name());
    }
    addDocuments(id, key, draft, byLinkAlone);
    if (changes.waiting(id).isEmpty()) {
      // not while a change of phone waits: nothing else changes until then
      addLink(id, key, draft, true);
    }
    if (!draft.proof().facts().documents().isEmpty()) {
      draft.proof().subjects().forEach(each -> links.prove(draft.proof().adapter(), each));
    }
    usedPhone(id, draft);
    givePhone(id, key, draft, shown);
    peers.raised(id, before, draft.proof(), draft.at());
  }

  /**
   * Recognised beside its code: by the code itself where the binding was fresh, by more where not.
   * Of what was shown apart from its code no stale binding becomes fresh: the number may be that of
   * whoever came to the page, or left it.
   */
  private void usedPhone(PersonId id, Draft draft) {
    Proof proof = draft.proof();
    boolean together = proof.isJustNow(draft.at()) && proof.phoneJustNow();
    proof
        .possessedPhone()
        .filter(phone -> together || freshness.isFresh(id, phone))
        .ifPresent(phone -> phones.used(id, phone, draft.at()));
  }

  /**
   * The first phone of somebody who never had one; in place of fallen ones by the table; in place
   * of one that stands, what the table changes at once. A phone that others have too is taken on
   * the person's own page only, which says first what follows.
   */
  private void givePhone(PersonId id, Supplier<PersonKey> key, Draft draft, Shown shown) {
    Optional<PhoneNumber> phone = draft.proof().possessedPhone();
    if (phone.isEmpty() || !draft.proof().isJustNow(draft.at())) {
      return; // whoever has the phone may have come to a page that was left open
    }
    if (phones.hasAny(id)) {
      if (phones.bindings(phone.get()).isEmpty() && changes.when(id, shown) == When.AT_ONCE) {
        changes.ask(id, phone.get(), shown, draft.signIn(), draft.browser());
      }
      return;
    }
    if (phones.hadAny(id) || changes.waiting(id).isPresent() || changes.wasStopped(id)) {
      changes.ask(id, phone.get(), shown, draft.signIn(), draft.browser());
    } else {
      bindPhone(id, key, draft);
    }
  }

  /** Whether a change of phone waits: nothing else of the account changes until then. */
  boolean isHeld(PersonId person) {
    return changes.waiting(person).isPresent();
  }

  /** What is known only by a link adds no document to better proven ones. */
  private void addDocuments(
      PersonId id, Supplier<PersonKey> key, Draft draft, boolean byLinkAlone) {
    Optional<IdentityAssurance> best = documents.level(id);
    for (Proven document : draft.documents()) {
      Origin origin = document.origin();
      boolean hearsay =
          byLinkAlone && best.filter(known -> !origin.level().atLeast(known)).isPresent();
      if (documents.owner(document.paper().document()).isPresent()) {
        documents.nameAgain(document.paper(), origin, document.naming());
      } else if (hearsay) {
        record(draft, id, AuditEventType.CLAIM_CONTRADICTED, "claim", "DOCUMENT");
      } else {
        NewDocument theirs = documents.prepare(key.get(), document.row().id(), document.paper());
        mustHave(documents.insert(id, theirs, origin, document.naming(), draft.at()));
      }
    }
  }

  /** What is linked to nobody is no row. */
  private void usedLinks(Draft draft) {
    draft.proof().subjects().forEach(each -> links.used(draft.proof().adapter(), each, draft.at()));
  }

  /** Whether the person ended a link of the proof's upstream, and has not asked for another. */
  boolean isLinkEnded(PersonId person, Proof proof) {
    return !proof.subjects().isEmpty() && ended.isEnded(person, proof.adapter());
  }

  /**
   * A way to sign in that an account which exists did not have: on the trail, and told. One that
   * its owner ended stays ended; what the upstream says is evidence all the same.
   */
  private void addLink(PersonId id, Supplier<PersonKey> key, Draft draft, boolean proves) {
    List<ExternalSubject> fresh = unlinked(draft);
    if (!fresh.isEmpty() && !isLinkEnded(id, draft.proof())) {
      link(key, draft, fresh, proves);
      record(draft, id, AuditEventType.CREDENTIAL_ADDED, "kind", "link");
      notices.tell(id, NoticeKind.LINK_ADDED);
    }
  }

  /** Every account of the upstream that is not linked yet. */
  private List<ExternalSubject> unlinked(Draft draft) {
    return draft.proof().subjects().stream()
        .filter(each -> links.owner(draft.proof().adapter(), each).isEmpty())
        .toList();
  }

  private void link(
      Supplier<PersonKey> key, Draft draft, List<ExternalSubject> fresh, boolean proves) {
    Made made = new Made(draft.proof().way(), Optional.of(draft.signIn()), draft.at());
    String adapter = draft.proof().adapter();
    for (ExternalSubject each : fresh) {
      mustHave(links.insert(freshId(draft.at()), key.get(), adapter, each, proves, made));
    }
  }

  private void appendEvidence(PersonId id, Draft draft) {
    Proof proof = draft.proof();
    boolean possession = isPossessed(proof);
    List<NewEvidence> pieces = new ArrayList<>();
    for (int i = 0; i < proof.evidence().size(); i++) {
      EvidenceItem item = proof.evidence().get(i);
      pieces.add(
          new NewEvidence(
              draft.evidence().get(i),
              id,
              proof.adapter(),
              item,
              possession,
              Optional.of(draft.signIn().value()),
              proof.held(),
              draft.at()));
      record(draft, id, AuditEventType.EVIDENCE_ADDED, "method", item.method().name());
    }
    evidence.append(pieces);
  }

  private static boolean isPossessed(Proof proof) {
    return proof.possessedPhone().isPresent()
        || proof.factors().stream().anyMatch(POSSESSIONS::contains);
  }

  private void bindPhone(PersonId id, Supplier<PersonKey> key, Draft draft) {
    Optional<PhoneNumber> phone = draft.proof().possessedPhone();
    if (phone.isPresent()
        && phones.bind(
            freshId(draft.at()), key.get(), phone.get(), draft.at(), Optional.of(draft.at()))) {
      record(draft, id, AuditEventType.CREDENTIAL_ADDED, "kind", "phone");
    }
  }

  private void record(
      Draft draft, PersonId person, AuditEventType type, String detail, String value) {
    audit.record(
        AuditEvent.of(type, draft.browser())
            .person(person)
            .signIn(draft.signIn())
            .detail("adapter", draft.proof().adapter())
            .detail("way", draft.proof().way())
            .detail(detail, value));
  }

  private UUID freshId(Instant now) {
    return TimeOrderedId.at(now, random);
  }

  /** The locks see to it that nobody else can have it; if somebody has, nothing may be stored. */
  private static void mustHave(boolean inserted) {
    if (!inserted) {
      throw new IllegalStateException("a document or link went to somebody else meanwhile");
    }
  }
}
