package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The identity provider's own start page. Reads, and changes nothing. */
@Controller
final class HomeController {

  private final Sessions sessions;
  private final Profiles profiles;

  HomeController(Sessions sessions, Profiles profiles) {
    this.sessions = sessions;
    this.profiles = profiles;
  }

  @GetMapping("/")
  ModelAndView home(HttpServletRequest request) {
    Optional<String> account =
        OwnCookie.SESSION
            .of(request)
            .flatMap(sessions::find)
            .flatMap(session -> profiles.find(session.person(), Set.of()))
            .map(HomeController::shown);
    return new ModelAndView("home", "page", new HomePage(account, Endpoints.LOGOUT));
  }

  private static String shown(PersonProfile person) {
    return person.name().map(PersonName::masked).orElse("*");
  }
}
