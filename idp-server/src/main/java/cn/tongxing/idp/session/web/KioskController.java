package cn.tongxing.idp.session.web;

import cn.tongxing.idp.session.EndOfVisit;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Hands a kiosk its key, keeps a visit alive while somebody is there, and ends it. */
@Controller
class KioskController {

  private static final String READY = "/kiosk/ready";

  /** What the page of a link says; {@code kiosk.key.*}. */
  enum KeyPage {
    /** It can be used. */
    WAITS(HttpStatus.OK),
    /** It was used, or is too old. */
    GONE(HttpStatus.GONE),
    /** It stays unused: no machine may stand where this browser is. */
    ELSEWHERE(HttpStatus.FORBIDDEN);

    private final HttpStatus status;

    KeyPage(HttpStatus status) {
      this.status = status;
    }
  }

  private final Kiosks kiosks;
  private final EndOfVisit visits;
  private final FormProof proofs;
  private final SecureRandom random;

  KioskController(Kiosks kiosks, EndOfVisit visits, FormProof proofs, SecureRandom random) {
    this.kiosks = kiosks;
    this.visits = visits;
    this.proofs = proofs;
    this.random = random;
  }

  @GetMapping("/kiosk/key/{link}")
  ModelAndView ask(
      @PathVariable("link") String link, HttpServletRequest http, HttpServletResponse answer) {
    if (!kiosks.mayBeAt(Origins.of(http))) {
      return page(KeyPage.ELSEWHERE);
    }
    return kiosks
        .waiting(link)
        .map(name ->
            page(KeyPage.WAITS)
                .addObject("machine", name)
                .addObject("once", proofs.of(form(link), http, answer)))
        .orElseGet(() -> page(KeyPage.GONE));
  }

  /**
   * By a button, so that no preview of a link uses it up.
   *
   * @param once of the page it stands on, in this browser: a second press brings the same key. What
   *     we did not make brings a key once and never again, for anybody could post it
   */
  @PostMapping("/kiosk/key/{link}")
  ModelAndView take(
      @PathVariable("link") String link,
      @RequestParam(name = "once", defaultValue = "") String once,
      HttpServletRequest http,
      HttpServletResponse answer) {
    if (!kiosks.mayBeAt(Origins.of(http))) {
      return page(KeyPage.ELSEWHERE);
    }
    String page = proofs.holds(once, form(link), http) ? once : fresh();
    Optional<String> key = kiosks.open(link, page, Origins.of(http));
    if (key.isEmpty()) {
      return page(KeyPage.GONE);
    }
    OwnCookie.KIOSK.hand(answer, key.get());
    return to(READY);
  }

  /** Whoever set the machine up sees that it is one; the key came with this request. */
  @GetMapping(READY)
  ModelAndView ready(HttpServletRequest http) {
    return Kiosks.at(http)
        .map(kiosk ->
            new ModelAndView(
                "kiosk/ready",
                Map.of(
                    "start",
                    kiosk.start(),
                    "idle",
                    kiosk.idle().toSeconds(),
                    "machine",
                    kiosk.key().flatMap(kiosks::name).orElse(""))))
        .orElseGet(() -> to("/"));
  }

  /** Somebody touched the machine: the filter has noted it. */
  @PostMapping("/kiosk/here")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void here() {}

  /** The visit is over. The cookies of another site's form do not come along, so nothing ends. */
  @PostMapping("/kiosk/leave")
  @Nullable ModelAndView leave(HttpServletRequest http, HttpServletResponse answer) {
    Optional<Kiosk> kiosk = Kiosks.at(http);
    if (kiosk.isEmpty()) {
      return to("/");
    }
    return visits.goesThrough(kiosk.get(), http, answer) ? null : to(kiosk.get().start());
  }

  private static FormProof.Form form(String link) {
    return new FormProof.Form("kiosk", "key " + link);
  }

  private String fresh() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  private static ModelAndView page(KeyPage page) {
    return new ModelAndView("kiosk/key", Map.of("page", page), page.status);
  }

  private static ModelAndView to(String location) {
    View redirect = (model, request, response) -> SeeOther.at(location, response);
    return new ModelAndView(redirect, Map.of());
  }
}
