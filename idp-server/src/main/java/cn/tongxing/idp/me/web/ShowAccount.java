package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.consent.Terms;
import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.Sessions.OpenSession;
import cn.tongxing.idp.session.SsoSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Fills in the page. Reads, and changes nothing. */
@Component
class ShowAccount {

  private final PhoneChanges changes;
  private final Consents consents;
  private final Terms terms;
  private final Sessions sessions;
  private final Profiles profiles;
  private final Wording wording;
  private final ShowHistory history;
  private final EndedByThaw thaws;
  private final PhoneCredentials phones;
  private final DeviceNames names;
  private final FormProof proofs;

  ShowAccount(
      PhoneChanges changes,
      Consents consents,
      Terms terms,
      Sessions sessions,
      Profiles profiles,
      Wording wording,
      ShowHistory history,
      EndedByThaw thaws,
      PhoneCredentials phones,
      DeviceNames names,
      FormProof proofs) {
    this.changes = changes;
    this.consents = consents;
    this.terms = terms;
    this.sessions = sessions;
    this.profiles = profiles;
    this.wording = wording;
    this.history = history;
    this.thaws = thaws;
    this.phones = phones;
    this.names = names;
    this.proofs = proofs;
  }

  AccountPage page(PersonalRecord record, Optional<String> notice, Visit visit, Locale locale) {
    List<OpenSession> open = sessions.open(visit.person());
    boolean whole = !visit.here().isByFact();
    boolean others = open.stream().anyMatch(each -> !isHere(each, visit));
    return new AccountPage(
        notice,
        whole ? record.name().map(PersonName::masked).orElse("") : "",
        whole && record.name().isEmpty()
            ? profiles.opened(visit.person()).map(opened -> opened.in(locale)).orElse("")
            : "",
        whole ? record.level().name().toLowerCase(Locale.ROOT) : "",
        record
            .decisive()
            .filter(_ -> whole)
            .map(piece ->
                new AccountPage.Proof(
                    piece.method().name().toLowerCase(Locale.ROOT),
                    wording.day(piece.establishedAt(), locale))),
        agreements(visit).stream().map(each -> wording.agreed(each, locale)).toList(),
        signedIn(open, visit, locale),
        others
            ? Optional.of(
                proofs.of(visit.form(SessionController.OTHERS), visit.request(), visit.response()))
            : Optional.empty(),
        whole ? means(record, visit.person(), locale) : AccountPage.Means.UNTOLD,
        changes.waiting(visit.person()).map(each -> wording.minute(each.dueAt(), locale)),
        whole ? thaws.ended(visit.person()) : List.of(),
        whole ? accepted(visit, locale) : Optional.empty());
  }

  private Optional<AccountPage.AcceptedTerms> accepted(Visit visit, Locale locale) {
    return terms
        .accepted(visit.person())
        .map(each -> new AccountPage.AcceptedTerms(each.version(), wording.day(each.at(), locale)));
  }

  /** Whom a fact has chosen sees sessions only. */
  private List<Consents.Agreement> agreements(Visit visit) {
    return visit.here().isByFact() ? List.of() : consents.agreements(visit.person());
  }

  private List<AccountPage.SignedIn> signedIn(List<OpenSession> open, Visit visit, Locale locale) {
    List<AccountPage.SignedIn> shown = new ArrayList<>();
    Map<SessionId, String> devices = history.devices(visit.person(), locale);
    boolean whole = !visit.here().isByFact(); // or the ways of others would tell the account's
    DeviceNames.Names called = whole ? names.of(visit.person()) : new DeviceNames.Names(List.of());
    for (OpenSession each : open) {
      SsoSession session = each.session();
      boolean isHere = isHere(each, visit);
      String meaning = SessionController.meaning(session.id());
      AccountPage.SignedIn one =
          new AccountPage.SignedIn(
              session.id().toString(),
              isHere,
              called.of(each.browser()).map(OwnName::reveal),
              whole && each.browser().length > 0,
              Optional.ofNullable(devices.get(session.id())).orElse(""),
              whole || isHere ? wording.methods(session.methods(), locale) : "",
              wording.minute(session.authenticatedAt(), locale),
              wording.minute(session.lastSeenAt(), locale),
              each.clients().stream().map(client -> wording.application(client, locale)).toList(),
              isHere
                  ? Optional.empty()
                  : Optional.of(proofs.of(visit.form(meaning), visit.request(), visit.response())));
      shown.add(isHere ? 0 : shown.size(), one);
    }
    return shown;
  }

  /** The session of that id, if its browser can be given a name. */
  Optional<AccountPage.SignedIn> nameable(Visit visit, String id, Locale locale) {
    return signedIn(sessions.open(visit.person()), visit, locale).stream()
        .filter(each -> each.id().equals(id) && each.nameable())
        .findFirst();
  }

  private static boolean isHere(OpenSession each, Visit visit) {
    return each.session().id().equals(visit.here().id());
  }

  private AccountPage.Means means(PersonalRecord record, PersonId person, Locale locale) {
    return new AccountPage.Means(
        record.phones().stream().map(PhoneNumber::masked).toList(),
        record.passwordSetAt().map(at -> wording.day(at, locale)),
        record.passkeys().stream().map(each -> passkey(record, person, each, locale)).toList(),
        record.links().stream().map(each -> link(record, person, each, locale)).toList());
  }

  /** The linked way of that id, if the person has it. */
  Optional<AccountPage.Link> link(
      PersonalRecord record, PersonId person, String id, Locale locale) {
    return record.links().stream()
        .filter(each -> each.id().toString().equals(id))
        .map(each -> link(record, person, each, locale))
        .findFirst();
  }

  private AccountPage.Link link(
      PersonalRecord record, PersonId person, PersonalRecord.Link link, Locale locale) {
    boolean others =
        record.passwordSetAt().isPresent()
            || !record.passkeys().isEmpty()
            || record.links().size() > 1
            || hasOwnPhone(record, person);
    return new AccountPage.Link(
        link.id().toString(),
        wording.method(link.way(), locale),
        wording.day(link.linkedAt(), locale),
        link.lastUsedAt().map(at -> wording.minute(at, locale)),
        others);
  }

  /** The passkey of that id, if the person has it. */
  Optional<AccountPage.Passkey> passkey(
      PersonalRecord record, PersonId person, String id, Locale locale) {
    return record.passkeys().stream()
        .filter(each -> each.id().toString().equals(id))
        .map(each -> passkey(record, person, each, locale))
        .findFirst();
  }

  /** A passkey as it is shown; the last thing to sign in with stays. */
  AccountPage.Passkey passkey(
      PersonalRecord record, PersonId person, PersonalRecord.Passkey passkey, Locale locale) {
    boolean others =
        record.passwordSetAt().isPresent()
            || record.passkeys().size() > 1
            || !record.links().isEmpty()
            || hasOwnPhone(record, person);
    return new AccountPage.Passkey(
        passkey.id().toString(),
        wording.device(passkey.label(), locale),
        wording.day(passkey.createdAt(), locale),
        passkey.lastUsedAt().map(at -> wording.minute(at, locale)),
        passkey.countedBackAt().map(at -> wording.minute(at, locale)),
        others);
  }

  /** A phone whose code opens the account: one that is stale, or shared, is no way that is left. */
  private boolean hasOwnPhone(PersonalRecord record, PersonId person) {
    return record.phones().stream().anyMatch(each -> phones.isTheirOwn(person, each));
  }
}
