from django.urls import path, register_converter

from measures import views
from measures.converters import FirstOfMonthConverter

register_converter(FirstOfMonthConverter, "first_of_month")

app_name = "measures"

urlpatterns = [
    path("", views.index, name="index"),
    path("<first_of_month:month>/grid/", views.grid_page, name="grid"),
    path("<first_of_month:month>/grid/save/", views.save, name="save"),
]
