package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Proving.Shown.Step;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Notice and choice: whoever's account an upstream's account was linked to hears of it on the page
 * after, and ends it there by one press. What the sign-in itself has added it may take back; it
 * needs no more than that sign-in.
 */
@Component
class TellLinked {

  private final LinkedWays links;
  private final Sessions sessions;
  private final InSession inSession;
  private final InstantSource clock;

  TellLinked(LinkedWays links, Sessions sessions, InSession inSession, InstantSource clock) {
    this.links = links;
    this.sessions = sessions;
    this.inSession = inSession;
    this.clock = clock;
  }

  /**
   * What is told after this sign-in; empty where nothing was linked to an account of before, or it
   * was asked for.
   */
  Optional<Stage> begin(Transaction transaction, PersonId person, String cookie) {
    boolean asked =
        transaction.request().purpose() instanceof Purpose.StepUp(_, Purpose.Change before)
            && before == Purpose.Change.LINK;
    return asked || !isByAdapter(transaction)
        ? Optional.empty()
        : links
            .addedIn(person, transaction.id())
            .map(link ->
                new Stage.Linked(
                    person, link.id(), link.way(), !link.only(), cookie, Problem.none()));
  }

  /** Built-in ways link nothing: where no other was gone, nothing is looked for. */
  private static boolean isByAdapter(Transaction transaction) {
    Stream<String> earlier =
        transaction.proving().first().map(Shown::steps).orElse(List.of()).stream()
            .map(Step::method);
    return Stream.concat(Stream.of(transaction.way()), earlier)
        .anyMatch(way -> !way.isEmpty() && !Ways.BUILT_IN.contains(way));
  }

  Turn answer(Transaction transaction, Stage.Linked told, Action action, Visitor visitor) {
    return switch (action.name()) {
      case "end-link" ->
          ends(transaction, told, visitor)
              ? done(transaction, told)
              : Turn.to(transaction.at(staying(told)));
      case "keep" -> done(transaction, told);
      default -> Turn.to(transaction);
    };
  }

  /** Pressed here again it would not end either: its own page says why, or ends it. */
  private static Stage staying(Stage.Linked told) {
    return new Stage.Linked(
        told.person(),
        told.link(),
        told.way(),
        false,
        told.cookie(),
        Optional.of(Problem.page("linked.stays")));
  }

  /** Whether it is linked no more, whoever has ended it. */
  private boolean ends(Transaction transaction, Stage.Linked told, Visitor visitor) {
    return sessions
            .find(visitor.sessionCookie())
            .filter(session -> session.includes(transaction.id()))
            .filter(session -> session.person().equals(told.person()))
            .flatMap(session ->
                inSession.does(
                    session,
                    () ->
                        links.end(
                            told.person(),
                            told.link(),
                            Optional.of(transaction.id()),
                            visitor.in(session, transaction))))
            .orElse(false)
        || links
            .addedIn(told.person(), transaction.id())
            .filter(each -> each.id().equals(told.link()))
            .isEmpty();
  }

  private Turn done(Transaction transaction, Stage.Linked told) {
    return Turn.to(transaction.at(new Stage.Done(told.cookie(), clock.instant())));
  }
}
