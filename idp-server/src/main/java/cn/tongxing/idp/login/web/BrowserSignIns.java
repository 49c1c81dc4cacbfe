package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.login.transaction.Transactions.Whole;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.OwnLanguage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Begins transactions for the browser that asks. One Redis command, no write to PostgreSQL. */
@Component
class BrowserSignIns implements SignIns {

  private final Dispatcher dispatcher;
  private final Transactions transactions;
  private final Turns turns;
  private final Browsers browsers;
  private final GoingTo going;
  private final PageAnswers pages;
  private final InstantSource clock;

  BrowserSignIns(
      Dispatcher dispatcher,
      Transactions transactions,
      Turns turns,
      Browsers browsers,
      GoingTo going,
      PageAnswers pages,
      InstantSource clock) {
    this.dispatcher = dispatcher;
    this.transactions = transactions;
    this.turns = turns;
    this.browsers = browsers;
    this.going = going;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public String begin(
      SignInRequest request, byte[] purpose, HttpServletRequest http, HttpServletResponse answer) {
    return SignInController.path(begun(request, purpose, http, answer).transaction());
  }

  @Override
  public FirstPage beginWithPage(
      SignInRequest request, byte[] purpose, HttpServletRequest http, HttpServletResponse answer) {
    return pages.first(begun(request, purpose, http, answer), http);
  }

  private Found begun(
      SignInRequest request, byte[] purpose, HttpServletRequest http, HttpServletResponse answer) {
    if (!request.returnTo().startsWith("/") || request.returnTo().startsWith("//")) {
      throw new IllegalArgumentException("a sign-in returns to a path of this server");
    }
    Transaction transaction =
        dispatcher.begin(request.spoken(OwnLanguage.of(http)), browsers.given(http, answer));
    Found found = transactions.begin(transaction, purpose, clock.instant());
    going.remember(request, http, answer);
    return found;
  }

  @Override
  public Optional<byte[]> purpose(SignInId signIn, HttpServletRequest http) {
    return transactions
        .whole(signIn)
        .filter(whole -> turns.isOwn(whole.transaction(), http) && isRecent(whole.transaction()))
        .map(Whole::purpose);
  }

  private boolean isRecent(Transaction transaction) {
    return !(transaction.stage() instanceof Stage.Done done)
        || clock.instant().isBefore(done.at().plus(SignInController.MISSED));
  }
}
