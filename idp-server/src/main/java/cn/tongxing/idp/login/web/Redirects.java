package cn.tongxing.idp.login.web;

import cn.tongxing.idp.session.SeeOther;
import java.util.Map;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** {@link SeeOther} as the answer of a controller. */
final class Redirects {

  private Redirects() {}

  static ModelAndView to(String location) {
    View redirect = (model, request, response) -> SeeOther.at(location, response);
    return new ModelAndView(redirect, Map.of());
  }
}
