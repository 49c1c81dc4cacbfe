package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.ShownJustNow;
import cn.tongxing.idp.login.ShownJustNow.Measure;
import cn.tongxing.idp.me.page.MoreToShow;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Whether what was shown just now changes what signs in, and what has to be shown besides: one kind
 * of thing alone changes nothing. Said to whoever has shown no more, in the order of the page that
 * asks for it.
 */
@Component
class OneMore {

  /** In the order of the page that asks. */
  private static final List<Own> ORDER =
      List.of(Own.PASSKEY, Own.PASSWORD, Own.PHONE, Own.LINKED_WAY);

  private final ShownJustNow justNow;
  private final SettledWays settled;
  private final Profiles profiles;
  private final PhoneCredentials phones;
  private final Wording wording;
  private final InstantSource clock;

  OneMore(
      ShownJustNow justNow,
      SettledWays settled,
      Profiles profiles,
      PhoneCredentials phones,
      Wording wording,
      InstantSource clock) {
    this.justNow = justNow;
    this.settled = settled;
    this.profiles = profiles;
    this.phones = phones;
    this.wording = wording;
    this.clock = clock;
  }

  /**
   * What a page says.
   *
   * @param enough whether the person may change what signs in
   * @param more what has to be shown besides; empty where enough was shown, or nothing just now
   */
  record Seen(boolean enough, Optional<MoreToShow> more) {}

  /** Whether the person may change what signs in, by what was shown in the last five minutes. */
  boolean isShown(Visit visit) {
    return justNow.mayChangeWays(visit.here());
  }

  /** The same, with what a page says; the account is read once for both. */
  Seen seen(Visit visit, Locale locale) {
    Authentications shown = visit.here().authentications().justNow(clock.instant());
    Measure measure = justNow.measure(visit.person(), shown);
    boolean enough = measure.mayChangeWays(shown);
    return new Seen(
        enough,
        shown.isEmpty() || enough
            ? Optional.empty()
            : Optional.of(
                visit.here().isByFact()
                    ? untold(visit, locale)
                    : more(visit, shown.ownShown(), measure.ways(), locale)));
  }

  /**
   * What changes the phone at once beside what was shown.
   *
   * @param ways names, as one says "this or that"; blank if nothing here does now
   * @param from when two ways of the account will have been there long enough; empty if it has no
   *     two
   */
  record ForPhone(String ways, Optional<Instant> from) {}

  /** For the page that changes the phone; not for whom a fact chose, who changes nothing there. */
  ForPhone forPhone(Visit visit, Locale locale) {
    PersonId person = visit.person();
    Authentications shown = visit.here().authentications().justNow(clock.instant());
    Ways ways = settled.of(person);
    Set<Own> usable = EnumSet.allOf(Own.class);
    if (!hasOwnPhone(person)) {
      usable.remove(Own.PHONE);
    }
    Set<Own> helping = EnumSet.noneOf(Own.class);
    usable.stream()
        .filter(
            one -> ways.settled().contains(one) && ways.changesPhone(shown.ownShown(), one, usable))
        .forEach(helping::add);
    List<String> names = new ArrayList<>(names(helping, locale));
    names.addAll(wording.waysSaidToReach(IdentityAssurance.P4, locale));
    return new ForPhone(Wording.either(names, locale), settled.twoKindsFrom(person, usable));
  }

  /** Whom a fact chose is not told which there are. */
  private MoreToShow untold(Visit visit, Locale locale) {
    List<String> names = new ArrayList<>(names(Set.of(Own.PASSKEY, Own.PASSWORD), locale));
    names.addAll(wording.proofsOf(reaches -> reaches.identity().atLeast(visit.level()), locale));
    return said(Set.of(), names, false, locale);
  }

  private MoreToShow more(Visit visit, OwnShown shown, Ways ways, Locale locale) {
    Set<Own> helping = EnumSet.noneOf(Own.class);
    ORDER.stream()
        .filter(one -> ways.settled().contains(one) && ways.helps(shown, one))
        .filter(one -> one != Own.PHONE || hasOwnPhone(visit.person()))
        .forEach(helping::add);
    List<String> names = new ArrayList<>(names(helping, locale));
    names.addAll(
        wording.proofsOf(reaches -> ways.helps(shown.own(), reaches, visit.level()), locale));
    return said(shown.own(), names, !ways.young(shown).isEmpty(), locale);
  }

  private MoreToShow said(Set<Own> shown, List<String> ways, boolean young, Locale locale) {
    return new MoreToShow(
        Wording.all(names(shown.isEmpty() ? Set.of(Own.PHONE) : shown, locale), locale),
        Wording.either(ways, locale),
        young);
  }

  /** A code to a phone that is stale or shared is nothing of the person's. */
  private boolean hasOwnPhone(PersonId person) {
    return profiles
        .find(person, Set.of(Part.PHONE))
        .flatMap(PersonProfile::phone)
        .filter(phone -> phones.isTheirOwn(person, phone))
        .isPresent();
  }

  private List<String> names(Set<Own> own, Locale locale) {
    return ORDER.stream().filter(own::contains).map(each -> wording.own(each, locale)).toList();
  }
}
