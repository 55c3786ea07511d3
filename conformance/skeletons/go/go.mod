module my-authority

go 1.21
