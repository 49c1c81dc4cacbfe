package cn.tongxing.idp.login;

import cn.tongxing.idp.kernel.SignInId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;

/**
 * Begins sign-in transactions. The transaction is bound to the browser by a cookie of its own, runs
 * through the pages of this module, and ends by sending the browser to {@link
 * SignInRequest#returnTo()}; that it was done shows only in the session: {@code
 * session.includes(request.id())}. A person who turns back is sent there too, without a session of
 * this sign-in.
 */
public interface SignIns {

  /**
   * Stores the transaction, sets the browser's cookie, and gives the path to send the browser to.
   *
   * @param purpose what the caller wants to be told again at the end; sealed and not looked into
   */
  String begin(
      SignInRequest request, byte[] purpose, HttpServletRequest http, HttpServletResponse answer);

  /**
   * The same for a browser that shows what it is answered: its first page at once, one redirect
   * fewer. The page has an address of its own all the same, and says it.
   */
  FirstPage beginWithPage(
      SignInRequest request, byte[] purpose, HttpServletRequest http, HttpServletResponse answer);

  /** A view and what it shows. */
  record FirstPage(String view, Map<String, Object> model) {
    @Override
    public String toString() {
      return "FirstPage[" + view + "]";
    }
  }

  /**
   * What a sign-in was begun for, asked by the browser that it was begun in: until a minute after
   * its end, so that a second click gets an answer too. Says nothing of how it ended.
   */
  Optional<byte[]> purpose(SignInId signIn, HttpServletRequest http);
}
