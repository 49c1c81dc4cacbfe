package cn.tongxing.idp.login.web;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** See other (RFC 9110 15.4.4): whatever came, what follows is a GET. */
final class Redirects {

  private Redirects() {}

  static ModelAndView to(String location) {
    View redirect =
        (model, request, response) -> {
          response.setStatus(HttpStatus.SEE_OTHER.value());
          response.setHeader(HttpHeaders.LOCATION, location);
        };
    return new ModelAndView(redirect, Map.of());
  }
}
