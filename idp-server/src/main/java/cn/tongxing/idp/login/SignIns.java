package cn.tongxing.idp.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Begins sign-in transactions. The transaction is bound to the browser by a cookie of its own, runs
 * through the pages of this module, and ends by sending the browser to {@link
 * SignInRequest#returnTo()}; that it was done shows only in the session: {@code
 * session.signIn().equals(request.id())}. A person who turns back is sent there too, without a
 * session of this sign-in.
 */
public interface SignIns {

  /**
   * Stores the transaction, sets the browser's cookie, and gives the path to send the browser to.
   */
  String begin(SignInRequest request, HttpServletRequest http, HttpServletResponse answer);
}
