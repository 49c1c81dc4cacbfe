package cn.tongxing.idp.session.web;

import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.SeeOther;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Hands a kiosk its key, keeps a visit alive while somebody is there, and ends it. */
@Controller
@RequestMapping("/kiosk")
class KioskController {

  /** What a visit leaves in the browser, by path: marks, preferences, where it went and how. */
  private static final Map<String, List<String>> LEFT =
      Map.of(
          "/", List.of(Sessions.COOKIE, "__Host-tongxing-browser", "lang", "view", "going"),
          "/sign-in", List.of("way", "going"));

  private final Kiosks kiosks;
  private final Sessions sessions;

  KioskController(Kiosks kiosks, Sessions sessions) {
    this.kiosks = kiosks;
    this.sessions = sessions;
  }

  @GetMapping("/key/{link}")
  ModelAndView ask(@PathVariable("link") String link) {
    boolean waits = kiosks.waits(link);
    return new ModelAndView(
        "kiosk/key", Map.of("waits", waits), waits ? HttpStatus.OK : HttpStatus.GONE);
  }

  /** By a button, so that no preview of a link uses it up. */
  @PostMapping("/key/{link}")
  ModelAndView take(
      @PathVariable("link") String link, HttpServletRequest http, HttpServletResponse answer) {
    Optional<String> key = kiosks.open(link, Origins.of(http));
    if (key.isEmpty()) {
      return new ModelAndView("kiosk/key", Map.of("waits", false), HttpStatus.GONE);
    }
    KioskCookie.hand(answer, key.get());
    return to("/");
  }

  /** Somebody touched the machine: the filter has noted it. */
  @PostMapping("/here")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void here() {}

  /** The visit is over. The cookies of another site's form do not come along, so nothing ends. */
  @PostMapping("/leave")
  ModelAndView leave(HttpServletRequest http, HttpServletResponse answer) {
    Optional<Kiosk> kiosk = Kiosks.at(http);
    if (kiosk.isEmpty()) {
      return to("/");
    }
    sessions
        .find(KioskCookie.of(http, Sessions.COOKIE))
        .ifPresent(
            session -> sessions.end(session.id(), Sessions.EndReason.LOGOUT, Origins.of(http)));
    LEFT.forEach((path, names) -> names.forEach(name -> KioskCookie.forget(answer, name, path)));
    return to(kiosk.get().start());
  }

  private static ModelAndView to(String location) {
    View redirect = (model, request, response) -> SeeOther.at(location, response);
    return new ModelAndView(redirect, Map.of());
  }
}
