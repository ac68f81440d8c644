"""Everything below /accounts/. Of django-allauth there are the pages that this lists: none to sign up on, and none to
change an e-mail address on."""

from allauth.account.views import reauthenticate
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from access.accounts import invitation_views, views

own = [
    path("", views.index, name="index"),
    path("password/", views.PasswordView.as_view(), name="password"),
    path("sign-ins/", views.sign_ins, name="sign-ins"),
    path("sign-ins/end/", views.end_sign_in, name="end-sign-in"),
    path("forgotten/", views.forgot, name="forgotten"),
    path("forgotten/sent/", views.forgot_sent, name="forgotten-sent"),
    path("forgotten/<uidb64>/<token>/", views.NewPasswordView.as_view(), name="new-password"),
    path("invitation/<str:token>/", invitation_views.accept, name="accept"),
]
inviting = [
    path("", invitation_views.index, name="index"),
    path("<int:pk>/again/", invitation_views.send_again, name="again"),
    path("<int:pk>/withdraw/", invitation_views.withdraw, name="withdraw"),
]

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    # The names by which django-allauth knows the same pages.
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("invitations/", include((inviting, "invitations"))),
    path("", include((own, "accounts"))),
]
