package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.person.ProofOwners.Beside;
import cn.tongxing.idp.identity.person.ProofOwners.Owners;
import cn.tongxing.idp.identity.person.RecognitionPolicy.Binding;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows.Link;
import cn.tongxing.idp.identity.takeover.ClaimAccounts;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the person by upstream link, else by identity document; decides whether the proof is
 * theirs. What can be looked up and computed is, before anything is decided, so that the time says
 * little about whether the person exists.
 */
@Service
class EnrolFromProof implements Enrolments {

  /** By a proof alone. */
  private static final Set<When> TAKES = EnumSet.of(When.AT_ONCE, When.AFTER_HOLD);

  private final ProofOwners found;
  private final PersonRows persons;
  private final DocumentRows documents;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;
  private final SharedPhones shared;
  private final ProofRecords records;
  private final EarlierWays earlier;
  private final JoinByProof joins;
  private final ClaimAccounts claims;
  private final HoldersPhone holders;
  private final Openings openings;
  private final KnownPlaces places;
  private final SettledWays ways;
  private final FrozenAccounts frozen;

  EnrolFromProof(
      ProofOwners found,
      PersonRows persons,
      DocumentRows documents,
      PhoneRows phones,
      PhoneFreshness freshness,
      SharedPhones shared,
      ProofRecords records,
      EarlierWays earlier,
      JoinByProof joins,
      ClaimAccounts claims,
      HoldersPhone holders,
      Openings openings,
      KnownPlaces places,
      SettledWays ways,
      FrozenAccounts frozen) {
    this.found = found;
    this.persons = persons;
    this.documents = documents;
    this.phones = phones;
    this.freshness = freshness;
    this.shared = shared;
    this.records = records;
    this.earlier = earlier;
    this.joins = joins;
    this.claims = claims;
    this.holders = holders;
    this.openings = openings;
    this.places = places;
    this.ways = ways;
    this.frozen = frozen;
  }

  @Override
  @Transactional
  public Enrolment enrol(Proof proof, SignInId signIn, RequestOrigin origin) {
    if (proof.evidence().isEmpty()) {
      throw new IllegalArgumentException("a proof without evidence");
    }
    if (proof.subjects().isEmpty() && proof.facts().documents().isEmpty()) {
      throw new IllegalArgumentException("a proof of nobody: neither subject nor document");
    }
    Owners owners = found.held(proof);
    ProofRecords.Draft draft = records.draft(proof, signIn, origin);
    return switch (joins.join(owners, draft, origin)) {
      case NOTHING -> ofOwner(owners, owner(owners), draft);
      case TOO_LATE -> new Enrolment.Expired();
      case JOINED -> ofOwner(owners, one(owners, proof), draft);
    };
  }

  private Enrolment ofOwner(Owners owners, Owner owner, ProofRecords.Draft draft) {
    Proof proof = draft.proof();
    Optional<PersonId> known =
        owner.link().map(Link::person).or(() -> owners.named().stream().findFirst());
    return known
        .map(person -> existing(person, owner, proof, draft))
        .or(() -> joined(proof, draft))
        .orElseGet(() -> opened(proof, draft));
  }

  /** Not in the name of whoever was shown, on the phone of who came to the page long after. */
  private Enrolment opened(Proof proof, ProofRecords.Draft draft) {
    if (proof.possessedPhone().isPresent() && !proof.isJustNow(draft.at())) {
      return new Enrolment.Expired();
    }
    return openings.isTaken(proof)
        ? new Enrolment.TooMany()
        : new Enrolment.Created(records.create(draft));
  }

  private static Owner owner(Owners owners) {
    Optional<Link> link = owners.link();
    return new Owner(
        link,
        link.map(each -> owners.named().contains(each.person())).orElse(!owners.named().isEmpty()),
        owners.all().size() == 1);
  }

  /** Two accounts that became one here are the named one's, and so is the link, if it goes on. */
  private Owner one(Owners owners, Proof proof) {
    PersonId named = owners.named().iterator().next();
    return new Owner(
        Optional.of(new Link(named, true)).filter(_ -> found.isLinked(named, proof)), true, true);
  }

  /**
   * How the person of a proof was found.
   *
   * @param link of the upstream's account
   * @param named by a document
   * @param alone nobody else was found
   */
  private record Owner(Optional<Link> link, boolean named, boolean alone) {

    boolean linked() {
      return link.isPresent();
    }

    /** A way to sign in, joined by factors alone: who it is, nobody has said. */
    boolean isWayOnly() {
      return !named && link.filter(each -> !each.proves()).isPresent();
    }
  }

  private Enrolment existing(PersonId id, Owner owner, Proof proof, ProofRecords.Draft draft) {
    KnownPerson person =
        persons.find(id).orElseThrow(() -> new IllegalStateException("no person " + id));
    List<IdentityDocument> documented = documents.of(id);
    if (isGone(id, owner, documented, proof)) {
      return new Enrolment.NotTheirs(id);
    }
    confirm(person, owner, draft);
    boolean phone =
        proof.possessedPhone().filter(each -> freshness.isTheirOwn(id, each)).isPresent();
    Beside beside =
        ProofOwners.beside(person, documented, proof, owner.linked(), owner.named(), phone);
    Binding binding = beside.binding();
    boolean named = binding.named();
    boolean recognised = RecognitionPolicy.recognises(proof, binding);
    boolean chosen = (named || owner.linked()) && shared.isChosen(id, proof);
    if (!person.active()) {
      return shutOut(id, named && !beside.contradicted() && owner.alone(), proof);
    }
    if (beside.contradicted() || !owner.alone()) {
      return new Enrolment.NotTheirs(id);
    }
    Shown shown = RecognitionPolicy.shown(proof, binding);
    Optional<Enrolment> instead = named ? taken(id, draft, shown) : named(beside, draft);
    if (instead.isPresent()) {
      return instead.get();
    }
    if (!recognised) {
      return chosen
          ? new Enrolment.Chosen(id)
          : inKnownBrowser(person, owner, proof)
              .or(() -> named ? waits(id, draft, shown) : Optional.empty())
              .orElseGet(() -> unbound(id, named, proof));
    }
    if (beside.belongs()) {
      settle(id, proof, draft);
    }
    return recognised(id, owner, draft, shown);
  }

  private Enrolment recognised(PersonId id, Owner owner, ProofRecords.Draft draft, Shown shown) {
    if (owner.isWayOnly()) {
      records.cameByWay(id, draft);
    } else {
      records.append(id, draft, shown);
    }
    return new Enrolment.Recognised(id);
  }

  /**
   * Read again with the person held: a link that has just ended, or what an undone merge took back.
   */
  private boolean isGone(PersonId id, Owner owner, List<IdentityDocument> documented, Proof proof) {
    return (owner.linked() && !found.isLinked(id, proof))
        || (owner.named() && documented.stream().noneMatch(proof.facts().documents()::contains));
  }

  /** Whose own take-over goes on hears of it as before; a frozen account's owner of that. */
  private Enrolment shutOut(PersonId id, boolean named, Proof proof) {
    return Optional.of(id)
        .filter(_ -> named)
        .flatMap(person -> claims.goesOn(person, proof))
        .<Enrolment>map(due -> new Enrolment.TakesOver(id, due))
        .or(() -> frozen(id, proof))
        .orElseGet(() -> new Enrolment.Disabled(id));
  }

  private Optional<Enrolment> frozen(PersonId id, Proof proof) {
    return frozen
        .named(proof)
        .filter(named -> named.person().equals(id) && AccountRule.mayHearOfFreeze(named.shown()))
        .map(named -> new Enrolment.Frozen(named.person()));
  }

  /** Before it is read whether the phone is fresh: by the carriers' word it is. */
  private void confirm(KnownPerson person, Owner owner, ProofRecords.Draft draft) {
    boolean theirs = owner.named() && owner.alone() && person.active();
    if (theirs && ProofOwners.sameName(person, draft.proof())) {
      holders.confirm(person.id(), draft);
    }
  }

  /**
   * What was confirmed on another device opens an account that it was joined to before, where that
   * person was signed in before (account rules 4). Neither is a factor, so that it is worth what a
   * fact is.
   */
  private Optional<Enrolment> inKnownBrowser(KnownPerson person, Owner owner, Proof proof) {
    return proof
        .place()
        .filter(_ -> proof.isPolled() && owner.linked() && ProofOwners.sameName(person, proof))
        .filter(place -> places.signedIn(person.id(), place.mark()))
        .map(_ -> new Enrolment.InKnownBrowser(person.id()));
  }

  /**
   * A nameless account whose pseudonym comes with another phone, or with its first document:
   * whoever had it before keeps nothing of it. Nothing ends, and nothing is bound, by a proof that
   * was held: the other phone may be of whoever came to the page.
   */
  private void settle(PersonId id, Proof proof, ProofRecords.Draft draft) {
    boolean first = !proof.facts().documents().isEmpty();
    boolean other = proof.possessedPhone().filter(each -> !phones.isBound(id, each)).isPresent();
    if ((first || other) && proof.isJustNow(draft.at())) {
      earlier.end(id, draft, first ? "first-document" : "another-phone");
      records.beginAnew(id, draft);
    }
  }

  /**
   * An upstream account of nobody that came back through its own front end, beside two factors of
   * different kinds of one account: from now on a way to sign in to it, never evidence.
   */
  private Optional<Enrolment> joined(Proof proof, ProofRecords.Draft draft) {
    if (proof.beside().isEmpty()
        || proof.subjects().isEmpty()
        || !proof.isByFrontChannel()
        || !proof.isJustNow(draft.at())) {
      return Optional.empty();
    }
    PersonId id = proof.beside().get().person();
    if (!proof.facts().documents().isEmpty()
        || !RecognitionPolicy.joins(proof, joins.isOwnPhoneJustNow(id, proof), ways.of(id))) {
      return Optional.empty();
    }
    if (persons.find(id).filter(KnownPerson::active).isEmpty()) {
      return Optional.of(new Enrolment.Disabled(id));
    }
    if (records.isHeld(id)) { // nothing else changes until then
      return Optional.of(new Enrolment.NotTheirs(id));
    }
    if (records.isLinkEnded(id, proof)) {
      return Optional.of(new Enrolment.LinkEnded(id));
    }
    records.join(id, draft);
    return Optional.of(new Enrolment.Joined(id));
  }

  /** No nameless account gets its name while what it had before may stay. */
  private static Optional<Enrolment> named(Beside beside, ProofRecords.Draft draft) {
    Proof proof = draft.proof();
    return beside.belongs() && !proof.facts().documents().isEmpty() && !proof.isJustNow(draft.at())
        ? Optional.of(new Enrolment.Expired())
        : Optional.empty();
  }

  /** Row t: somebody else opened the account by name and number, and this is the holder of them. */
  private Optional<Enrolment> taken(PersonId id, ProofRecords.Draft draft, Shown shown) {
    When when = claims.when(id, draft.proof(), shown);
    if (TAKES.contains(when) && !draft.proof().isJustNow(draft.at())) {
      return Optional.of(new Enrolment.Expired());
    }
    return switch (when) {
      case AT_ONCE -> {
        claims.now(id, draft.proof(), draft.at(), draft.signIn(), draft.browser());
        records.append(id, draft, shown);
        yield Optional.of(new Enrolment.Recognised(id));
      }
      case AFTER_HOLD ->
          claims
              .begin(id, draft.proof(), draft.signIn(), draft.browser())
              .map(due -> new Enrolment.TakesOver(id, due));
      case AT_COUNTER, NEVER -> Optional.empty();
    };
  }

  /** Row c: the holder of name and number has another phone than the account. */
  private Optional<Enrolment> waits(PersonId id, ProofRecords.Draft draft, Shown shown) {
    if (!holders.mayWait(id, draft, shown)) {
      return Optional.empty();
    }
    return draft.proof().isJustNow(draft.at())
        ? holders.waits(id, draft, shown).map(due -> new Enrolment.PhoneWaits(id, due))
        : Optional.of(new Enrolment.Expired());
  }

  /**
   * The truth for whoever gave name and number here and proved a phone. Who was made to confirm
   * them on another device tells this browser nothing.
   */
  private Enrolment unbound(PersonId id, boolean named, Proof proof) {
    return proof
        .possessedPhone()
        .filter(_ -> named && !proof.isPolled())
        .<Enrolment>map(phone -> new Enrolment.Unbound(id, why(id, phone)))
        .orElseGet(() -> new Enrolment.NotTheirs(id));
  }

  private Enrolment.Phone why(PersonId id, PhoneNumber phone) {
    if (!phones.isBound(id, phone)) {
      return Enrolment.Phone.ANOTHER;
    }
    return freshness.isFresh(id, phone) ? Enrolment.Phone.SHARED : Enrolment.Phone.NOT_FRESH;
  }
}
