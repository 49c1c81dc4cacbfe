package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;

/** One request of a browser: its cookies, its language, where it comes from. */
record Visit(HttpServletRequest request, HttpServletResponse response, Locale locale) {
  RequestOrigin origin() {
    return Origins.of(request);
  }
}
