package cn.tongxing.idp.identity.place;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.PhoneChanged;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.KnownPlaceRows;
import cn.tongxing.idp.identity.store.KnownPlaceRows.Kind;
import cn.tongxing.idp.identity.store.KnownPlaceRows.Noted;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** A browser by the hash that it comes with, a network by a hash of its range. */
@Service
class RememberPlaces implements KnownPlaces {

  /** As long as a browser keeps a cookie. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final byte[] NONE = new byte[0];

  private final KnownPlaceRows rows;
  private final FrozenRows frozen;
  private final PhoneRows phones;
  private final DocumentRows documents;
  private final KeyedHash hash;
  private final Notices notices;
  private final InstantSource clock;

  RememberPlaces(
      KnownPlaceRows rows,
      FrozenRows frozen,
      PhoneRows phones,
      DocumentRows documents,
      KeyedHash hash,
      Notices notices,
      InstantSource clock) {
    this.rows = rows;
    this.frozen = frozen;
    this.phones = phones;
    this.documents = documents;
    this.hash = hash;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public boolean signedIn(PersonId person, byte[] mark) {
    return mark.length > 0 && rows.exists(person, mark, since());
  }

  @Override
  public Optional<byte[]> of(String identifier, Place place) {
    byte[] phone =
        PhoneNumber.parse(identifier)
            .map(phones::index)
            .orElseGet(() -> documents.index("no phone: " + identifier));
    return rows.known(
        new KnownPlaceRows.Named(phone, documents.indexes(identifier)),
        place.mark(),
        network(place),
        since());
  }

  @Override
  public List<byte[]> all(Place place) {
    return Stream.of(place.mark(), network(place)).filter(each -> each.length > 0).toList();
  }

  @Override
  public void remember(PersonId person, Place place, Optional<Locale> language, boolean isNew) {
    Map<Kind, byte[]> here = new EnumMap<>(Kind.class);
    here.put(Kind.BROWSER, place.mark());
    here.put(Kind.NETWORK, network(place));
    here.values().removeIf(each -> each.length == 0);
    if (here.isEmpty()) {
      return;
    }
    List<Noted> noted = rows.used(person, here, language, isNew, clock.instant());
    if (noted.stream().anyMatch(Noted::isTooMany)) {
      rows.keepNewest(person);
    }
    if (noted.stream().anyMatch(Noted::isTooManyPersons)) {
      rows.keepNewestPersons(place.mark());
    }
    if (noted.stream().anyMatch(Noted::isAnotherBrowser)) {
      notices.tell(person, NoticeKind.NEW_DEVICE);
    }
  }

  @Override
  public void passedBy(PersonId person, byte[] mark) {
    if (rows.haveBrowser(person, since()) && !signedIn(person, mark)) {
      notices.tell(person, NoticeKind.NEW_DEVICE);
    }
  }

  @Override
  public void keep(PersonId person, byte[] mark) {
    rows.keep(person, mark, clock.instant());
    rows.keepNewest(person);
    rows.keepNewestPersons(mark);
  }

  @Override
  public void forget(PersonId person) {
    rows.delete(person);
  }

  /** A frozen account opens nowhere, and its owner comes from where they were to thaw it. */
  @EventListener
  void on(StandingChanged changed) {
    if (!frozen.isFrozen(changed.person())) {
      forget(changed.person());
    }
  }

  @EventListener
  void on(PhoneChanged changed) {
    forget(changed.person());
  }

  @EventListener
  void on(AccountTakenOver taken) {
    forget(taken.person());
  }

  @EventListener
  void on(EarlierWaysEnded ended) {
    forget(ended.person());
  }

  /** Empty for what came by no network. */
  private byte[] network(Place place) {
    String range = place.origin().network();
    return place.isPublic() || range.equals(RequestOrigin.SERVER.network())
        ? NONE
        : hash.of("known-network", range);
  }

  private Instant since() {
    return clock.instant().minus(KEPT);
  }
}
