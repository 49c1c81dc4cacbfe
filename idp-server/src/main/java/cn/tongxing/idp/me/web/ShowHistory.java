package cn.tongxing.idp.me.web;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail;
import cn.tongxing.idp.audit.OwnTrail.Entry;
import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.me.page.HistoryPage;
import cn.tongxing.idp.proofing.Places;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads sign-ins, tries and changes from the trail: what is shown is what is proven, and kept once.
 */
@Component
class ShowHistory {

  /** As long as ended sessions are kept, and with them who took part. */
  private static final Duration SHOWN = Duration.ofDays(92);

  private static final int ON_A_PAGE = 20;

  /** Since its last sign-in, by the settings. */
  private static final Duration LONGEST_SESSION = Duration.ofHours(24);

  private static final int SESSIONS_LOOKED_AT = 100;

  private final OwnTrail trail;
  private final Sessions sessions;
  private final Wording wording;
  private final Places places;
  private final DeviceNames names;
  private final FormProof proofs;
  private final InstantSource clock;

  ShowHistory(
      OwnTrail trail,
      Sessions sessions,
      Wording wording,
      Places places,
      DeviceNames names,
      FormProof proofs,
      InstantSource clock) {
    this.trail = trail;
    this.sessions = sessions;
    this.wording = wording;
    this.places = places;
    this.names = names;
    this.proofs = proofs;
    this.clock = clock;
  }

  HistoryPage page(Optional<UUID> before, Visit visit, Locale locale) {
    List<Entry> found =
        trail.newest(
            visit.person(),
            WhatHappened.TYPES,
            clock.instant().minus(SHOWN),
            before,
            ON_A_PAGE + 1);
    List<Entry> shown = found.stream().limit(ON_A_PAGE).toList();
    Map<SessionId, List<ClientId>> participants =
        sessions.participants(
            shown.stream().flatMap(each -> each.session().stream()).distinct().toList());
    Map<SessionId, Optional<OwnName>> open = open(visit.person());
    return new HistoryPage(
        shown.stream().map(each -> entry(each, participants, open, visit, locale)).toList(),
        found.size() > ON_A_PAGE
            ? Optional.of(HistoryController.PATH + "?before=" + shown.getLast().id())
            : Optional.empty(),
        before.isEmpty());
  }

  /** The open sessions, with what their person calls the browser of each. */
  private Map<SessionId, Optional<OwnName>> open(PersonId person) {
    DeviceNames.Names called = names.of(person);
    return sessions.open(person).stream()
        .collect(Collectors.toMap(each -> each.session().id(), each -> called.of(each.browser())));
  }

  /** What the browsers of the open sessions said that they are, when they signed in last. */
  Map<SessionId, String> devices(PersonId person, Locale locale) {
    Map<SessionId, String> devices = new HashMap<>();
    trail
        .newest(
            person,
            Set.of(AuditEventType.SIGN_IN_COMPLETED),
            clock.instant().minus(LONGEST_SESSION),
            Optional.empty(),
            SESSIONS_LOOKED_AT)
        .forEach(event ->
            event
                .session()
                .ifPresent(session ->
                    devices.putIfAbsent(session, Device.name(event.origin().userAgent(), locale))));
    return devices;
  }

  private HistoryPage.Entry entry(
      Entry event,
      Map<SessionId, List<ClientId>> participants,
      Map<SessionId, Optional<OwnName>> open,
      Visit visit,
      Locale locale) {
    boolean here = event.session().filter(visit.here().id()::equals).isPresent();
    Optional<RequestOrigin> browser = WhatHappened.browser(event);
    boolean signedIn = event.type() == AuditEventType.SIGN_IN_COMPLETED;
    return new HistoryPage.Entry(
        WhatHappened.of(event).orElse("other"),
        here,
        wording.minute(event.at(), locale),
        wording.methods(WhatHappened.ways(event), locale),
        browser.flatMap(_ -> event.session()).flatMap(each -> name(open, each)),
        browser.map(from -> Device.name(from.userAgent(), locale)).orElse(""),
        browser.flatMap(from -> places.of(from.address())).map(at -> at.in(locale)).orElse(""),
        browser.map(RequestOrigin::masked).orElse(""),
        Stream.concat(
                event.client().stream(),
                event.session().stream()
                    .filter(_ -> signedIn)
                    .flatMap(each -> participants.getOrDefault(each, List.of()).stream()))
            .distinct()
            .map(client -> wording.going(client, locale))
            .toList(),
        event
            .session()
            .filter(each -> signedIn && !here && open.containsKey(each))
            .map(each -> ends(each, visit)));
  }

  private static Optional<String> name(Map<SessionId, Optional<OwnName>> open, SessionId session) {
    return Optional.ofNullable(open.get(session)).flatMap(each -> each).map(OwnName::reveal);
  }

  /** The form that says 不是我 of a session. */
  HistoryPage.Ends ends(SessionId session, Visit visit) {
    return new HistoryPage.Ends(
        session.toString(),
        proofs.of(
            visit.form(FreezeController.meaning(session)), visit.request(), visit.response()));
  }
}
