package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.protocol.page.ConsentPage;
import cn.tongxing.idp.protocol.page.FormPostPage;
import cn.tongxing.idp.protocol.page.RequestErrorPage;

/** What the browser is told. */
sealed interface Answer {

  /** Go there (303), here or at the client. */
  record GoTo(String location) implements Answer {
    @Override
    public String toString() {
      return "GoTo"; // it may hold a code
    }
  }

  /** Post this to the client. */
  record Post(FormPostPage page) implements Answer {}

  /** Let the person sign in, on the first page of that. */
  record ShowSignIn(SignIns.FirstPage page) implements Answer {}

  /** Ask the person. */
  record ShowConsent(ConsentPage page) implements Answer {}

  /** Not now: 429 or 503, with {@code Retry-After} in seconds. */
  record NotNow(int status, int retryAfter) implements Answer {}

  /** The request cannot be answered anywhere else. */
  record ShowError(RequestErrorPage page) implements Answer {}
}
