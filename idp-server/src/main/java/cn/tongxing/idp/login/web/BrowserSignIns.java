package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.transaction.Transactions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/** Begins transactions for the browser that asks. One Redis command, no write to PostgreSQL. */
@Component
class BrowserSignIns implements SignIns {

  private final Dispatcher dispatcher;
  private final Transactions transactions;
  private final BrowserCookie cookie;

  BrowserSignIns(Dispatcher dispatcher, Transactions transactions, BrowserCookie cookie) {
    this.dispatcher = dispatcher;
    this.transactions = transactions;
    this.cookie = cookie;
  }

  @Override
  public String begin(SignInRequest request, HttpServletRequest http, HttpServletResponse answer) {
    if (!request.returnTo().startsWith("/") || request.returnTo().startsWith("//")) {
      throw new IllegalArgumentException("a sign-in returns to a path of this server");
    }
    transactions.begin(dispatcher.begin(request, cookie.given(http, answer)));
    return SignInController.path(request.id());
  }
}
