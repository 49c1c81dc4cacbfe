package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Proving.Shown.Step;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Notice and choice: whoever's account an upstream's account was linked to hears of it on the page
 * after, and ends it there by one press. What the sign-in itself has added it may take back; it
 * needs no more than that sign-in.
 */
@Component
class TellLinked {

  private final Proofs proofs;
  private final LinkedWays links;
  private final Sessions sessions;
  private final InSession inSession;
  private final InstantSource clock;

  TellLinked(
      Proofs proofs,
      LinkedWays links,
      Sessions sessions,
      InSession inSession,
      InstantSource clock) {
    this.proofs = proofs;
    this.links = links;
    this.sessions = sessions;
    this.inSession = inSession;
    this.clock = clock;
  }

  /** What is told after this sign-in; empty where nothing was linked, or it was asked for. */
  Optional<Stage> begin(Transaction transaction, Result.SignedIn signedIn) {
    boolean asked =
        transaction.request().purpose() instanceof Purpose.StepUp(_, Purpose.Change before)
            && before == Purpose.Change.LINK;
    return asked || signedIn.isNew() || !isOfAnUpstream(transaction)
        ? Optional.empty()
        : links
            .addedIn(signedIn.person(), transaction.id())
            .map(link ->
                new Stage.Linked(signedIn.person(), link.id(), link.way(), signedIn.cookie()));
  }

  /** Whether a way gone in this sign-in can have shown an account of an upstream's. */
  private boolean isOfAnUpstream(Transaction transaction) {
    Set<String> earlier =
        transaction.proving().first().map(Shown::steps).orElse(List.of()).stream()
            .map(Step::method)
            .collect(Collectors.toUnmodifiableSet());
    return proofs.adapters().stream()
        .filter(way -> !way.asksHere())
        .anyMatch(
            way -> way.door().equals(transaction.gone()) || earlier.contains(way.door().name()));
  }

  Turn answer(Transaction transaction, Stage.Linked told, Action action, Visitor visitor) {
    return switch (action.name()) {
      case "end-link" -> {
        end(transaction, told, visitor);
        yield done(transaction, told);
      }
      case "keep", "cancel" -> done(transaction, told);
      default -> Turn.to(transaction);
    };
  }

  private void end(Transaction transaction, Stage.Linked told, Visitor visitor) {
    Optional<SsoSession> here =
        sessions
            .find(visitor.sessionCookie())
            .filter(session -> session.includes(transaction.id()))
            .filter(session -> session.person().equals(told.person()));
    here.ifPresent(session ->
        inSession.does(
            session,
            () -> {
              boolean _ =
                  links.end(
                      told.person(),
                      told.link(),
                      Optional.of(transaction.id()),
                      visitor.in(session, transaction));
            }));
  }

  private Turn done(Transaction transaction, Stage.Linked told) {
    return Turn.to(transaction.at(new Stage.Done(told.cookie(), clock.instant())));
  }
}
