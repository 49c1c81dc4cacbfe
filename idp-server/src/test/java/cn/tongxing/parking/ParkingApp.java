package cn.tongxing.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of {@code docs/integrating/README.md}: a Spring Boot application that knows
 * nothing of this project. Runs in a process of its own, with none of our jars.
 */
@SpringBootApplication
@RestController
public class ParkingApp {

  public static void main(String[] arguments) {
    SpringApplication.run(ParkingApp.class, arguments);
  }

  @Bean
  SecurityFilterChain pages(HttpSecurity http, ClientRegistrationRepository clients) {
    var atTongxing = new OidcClientInitiatedLogoutSuccessHandler(clients);
    atTongxing.setPostLogoutRedirectUri("{baseUrl}/signed-out");
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/signed-out", "/not-signed-in")
                .permitAll() // else the way out ends in signing in
                .anyRequest()
                .authenticated())
        .oauth2Login(login -> login.failureHandler(ParkingApp::failed))
        .logout(logout -> logout.logoutSuccessHandler(atTongxing)) // here, then there
        .oidcLogout(logout -> logout.backChannel(withDefaults())) // there, then here
        .build();
  }

  static void failed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String error =
        why instanceof OAuth2AuthenticationException it ? it.getError().getErrorCode() : "";
    response.sendRedirect("/not-signed-in?error=" + URLEncoder.encode(error, UTF_8));
  }

  @GetMapping("/not-signed-in")
  String notSignedIn(@RequestParam(defaultValue = "") String error) {
    String words =
        switch (error) { // what anybody may put into the address is compared, never shown
          case "access_denied" -> "您没有登录，或没有同意提供信息。没有您的同意，我们看不到您的账单。";
          case "login_required" -> "您还没有登录。";
          case "temporarily_unavailable" -> "统一身份认证暂时无法使用，请过几分钟再试。";
          default -> "登录没有完成，请再试一次。";
        };
    return "<p>" + words + "</p><p><a href='/'>登录停车缴费</a></p>";
  }

  @GetMapping("/signed-out")
  String signedOut() {
    return "<p>您已退出停车缴费。</p><p><a href='/'>重新登录</a></p>";
  }

  @GetMapping("/")
  String hello(@AuthenticationPrincipal OidcUser user, CsrfToken form) {
    String account = user.getSubject(); // stable, of your sector alone: key of your records
    String name = user.getUserInfo().getFullName(); // scope profile
    String identity = user.getUserInfo().getClaim("identity_assurance"); // p1 to p5, scope realname
    String level = user.getIdToken().getAuthenticationContextClass(); // urn:tongxing:acr:p2:a1
    Number since =
        user.getUserInfo().getClaim("reverified_at"); // rarely there: the account changed hands
    return String.join(" ", account, name, identity, level, form.getToken(), "" + since);
  }
}
