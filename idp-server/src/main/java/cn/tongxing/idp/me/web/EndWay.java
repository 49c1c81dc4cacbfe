package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.me.page.ConfirmPage;
import cn.tongxing.idp.me.page.MoreToShow;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * Ends one of a person's ways to sign in: asks on a page of its own, which says what has to be
 * shown besides, and leads there by a button, so that turning back leads here and not round in a
 * circle. The rule is the same for every kind.
 */
@Component
class EndWay {

  /**
   * What differs from kind to kind.
   *
   * @param path of page and form, with {@code {id}}
   * @param meaning what its form means
   * @param change what has to be shown for
   * @param done what is said when it has ended ({@link Notices})
   * @param view the page's view
   * @param pages the page, of a way that is the person's and not their last; else empty
   * @param effect ends it, with the person held; false where there is nothing to end, or nothing
   *     may
   */
  record Kind(
      String path,
      String meaning,
      Purpose.Change change,
      String done,
      String view,
      Pages pages,
      Effect effect) {}

  /** Fills in a kind's page. */
  interface Pages {
    Optional<ConfirmPage> of(
        PersonalRecord record, PersonId person, String id, Asked asked, Locale locale);
  }

  /** Ends a way. */
  interface Effect {
    boolean end(PersonId person, UUID id, Optional<SignInId> signIn, RequestOrigin origin);
  }

  /**
   * What every such page says.
   *
   * @param fresh whether enough was shown just now
   * @param waits whether a change of phone waits, so that nothing can end
   */
  record Asked(
      boolean fresh, Optional<MoreToShow> more, boolean waits, String action, String step) {}

  private final Visitors visitors;
  private final InSession inSession;
  private final PersonalRecords records;
  private final PhoneChanges changes;
  private final FormProof proofs;
  private final OneMore more;
  private final Notices notices;

  EndWay(
      Visitors visitors,
      InSession inSession,
      PersonalRecords records,
      PhoneChanges changes,
      FormProof proofs,
      OneMore more,
      Notices notices) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.records = records;
    this.changes = changes;
    this.proofs = proofs;
    this.more = more;
    this.notices = notices;
  }

  @Nullable ModelAndView ask(
      Kind kind, String id, HttpServletRequest request, HttpServletResponse response, Locale locale)
      throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          Optional<ConfirmPage> page =
              records
                  .find(visit.person())
                  .flatMap(record ->
                      kind.pages()
                          .of(record, visit.person(), id, asked(kind, id, visit, locale), locale));
          return page.isEmpty()
              ? Answers.notFound(response)
              : Answers.page(kind.view(), page.get());
        });
  }

  private Asked asked(Kind kind, String id, Visit visit, Locale locale) {
    OneMore.Seen seen = more.seen(visit, locale);
    return new Asked(
        seen.enough(),
        seen.more(),
        changes.waiting(visit.person()).isPresent(),
        path(kind, id),
        proofs.of(visit.form(meaning(kind, id)), visit.request(), visit.response()));
  }

  @Nullable ModelAndView end(
      Kind kind,
      String id,
      String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    Optional<UUID> way = Answers.id(id);
    return way.isEmpty()
        ? Answers.notFound(response)
        : visitors.posted(
            step,
            meaning(kind, id),
            request,
            response,
            visit ->
                more.isShown(visit)
                    ? ended(kind, way.get(), visit)
                    : visitors.sendToConfirm(path(kind, id), kind.change(), visit, locale));
  }

  private @Nullable ModelAndView ended(Kind kind, UUID way, Visit visit) throws IOException {
    Optional<Boolean> ended =
        inSession.does(
            visit.here(),
            () ->
                more.isShown(visit)
                    && kind.effect()
                        .end(
                            visit.person(),
                            way,
                            Optional.of(visit.here().signIn()),
                            visit.origin()));
    if (ended.orElse(false)) {
      return notices.say(kind.done(), visit);
    }
    // the page says what is missing, or that a change of phone waits
    boolean said = !more.isShown(visit) || changes.waiting(visit.person()).isPresent();
    return Answers.goTo(
        said ? path(kind, way.toString()) : AccountController.PATH, visit.response());
  }

  private static String path(Kind kind, String id) {
    return kind.path().replace("{id}", id);
  }

  private static String meaning(Kind kind, String id) {
    return kind.meaning() + " " + id;
  }
}
